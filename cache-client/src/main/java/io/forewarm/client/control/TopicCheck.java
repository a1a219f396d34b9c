package io.forewarm.client.control;

import io.forewarm.schemas.Topic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.PartitionInfo;

/** Whether a topic is as this client expects it; reading another one would miss what it says. */
final class TopicCheck {
  private TopicCheck() {}

  /** Returns what is wrong with a topic, if anything. */
  static Optional<String> obstacle(Topic<?> topic, Map<String, List<PartitionInfo>> found) {
    List<PartitionInfo> partitions = found.get(topic.name());
    if (partitions == null) {
      return Optional.of("topic " + topic.name() + " does not exist yet");
    }
    if (partitions.size() == topic.partitions()) {
      return Optional.empty();
    }
    return Optional.of(
        "topic "
            + topic.name()
            + " has "
            + partitions.size()
            + " partitions, but this client is configured for "
            + topic.partitions());
  }
}
