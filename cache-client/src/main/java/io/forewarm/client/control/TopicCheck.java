package io.forewarm.client.control;

import io.forewarm.schemas.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;

/** Whether a topic is as this client expects it; reading another one would miss what it says. */
final class TopicCheck {
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private TopicCheck() {}

  /** Returns what is wrong with topics, or that nobody tells; empty if all is well. */
  static Optional<String> obstacle(Consumer<?, ?> consumer, List<? extends Topic<?>> topics) {
    Map<String, List<PartitionInfo>> found;
    try {
      found = consumer.listTopics(ANSWER);
    } catch (TimeoutException e) {
      return Optional.of("no broker answers: " + e.getMessage());
    }
    return topics.stream()
        .map(topic -> obstacle(topic, found))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> obstacle(Topic<?> topic, Map<String, List<PartitionInfo>> found) {
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
