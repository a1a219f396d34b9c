package io.forewarm.local.topics;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forewarm.local.broker.Broker;
import io.forewarm.local.terminal.DurationText;
import io.forewarm.schemas.Topic;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * One topic as the list shows it.
 *
 * @param partitions as they are, or as they should be if the topic is missing
 * @param records end less begin of its offsets
 */
record TopicLine(
    String topic, String key, int partitions, String kept, long records, String state) {

  static List<TopicLine> of(TopicFacts facts, Broker broker) {
    Map<String, List<TopicPartition>> found = facts.partitions(broker.topics());
    List<TopicPartition> all = found.values().stream().flatMap(List::stream).toList();
    Map<TopicPartition, Long> begins = facts.begins(all);
    Map<TopicPartition, Long> ends = facts.ends(all);
    return broker.topics().all().stream()
        .map(topic -> of(topic, found.getOrDefault(topic.name(), List.of()), begins, ends))
        .toList();
  }

  private static TopicLine of(
      Topic<?> topic,
      List<TopicPartition> partitions,
      Map<TopicPartition, Long> begins,
      Map<TopicPartition, Long> ends) {
    long records =
        partitions.stream()
            .mapToLong(at -> ends.getOrDefault(at, 0L) - begins.getOrDefault(at, 0L))
            .sum();
    int count = partitions.isEmpty() ? topic.partitions() : partitions.size();
    return new TopicLine(
        topic.name(),
        topic.key(),
        count,
        topic.kept() == null ? "compacted" : DurationText.of(topic.kept()),
        records,
        state(topic, partitions.size()));
  }

  private static String state(Topic<?> topic, int found) {
    if (found == 0) {
      return "missing";
    }
    return found == topic.partitions() ? "ok" : "should have " + topic.partitions();
  }

  ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("topic", topic)
        .put("key", key)
        .put("partitions", partitions)
        .put("kept", kept)
        .put("records", records)
        .put("state", state);
  }
}
