package io.forewarm.local.topics;

import static io.forewarm.local.broker.Broker.answer;

import io.forewarm.schemas.Topic;
import io.forewarm.schemas.Topics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What the broker knows of the topics of an installation. */
final class TopicFacts {
  private final Admin admin;

  TopicFacts(Admin admin) {
    this.admin = admin;
  }

  /** Returns the partitions of those topics that exist, by name, in the order of the data. */
  Map<String, List<TopicPartition>> partitions(Topics topics) {
    List<String> names = topics.all().stream().map(Topic::name).toList();
    Map<String, List<TopicPartition>> found = new LinkedHashMap<>();
    admin
        .describeTopics(names)
        .topicNameValues()
        .forEach(
            (name, description) -> {
              try {
                found.put(name, partitions(name, answer(description).partitions().size()));
              } catch (UnknownTopicOrPartitionException missing) {
                found.remove(name);
              }
            });
    return found;
  }

  static List<TopicPartition> partitions(String topic, int count) {
    return IntStream.range(0, count).mapToObj(i -> new TopicPartition(topic, i)).toList();
  }

  Map<TopicPartition, Long> begins(List<TopicPartition> partitions) {
    return offsets(partitions, OffsetSpec.earliest());
  }

  Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
    return offsets(partitions, OffsetSpec.latest());
  }

  private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which) {
    Map<TopicPartition, OffsetSpec> asked =
        partitions.stream().collect(Collectors.toMap(partition -> partition, any -> which));
    Map<TopicPartition, Long> offsets = new LinkedHashMap<>();
    answer(admin.listOffsets(asked).all())
        .forEach((partition, found) -> offsets.put(partition, found.offset()));
    return offsets;
  }
}
