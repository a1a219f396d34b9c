package io.forewarm.local.topics;

import io.forewarm.local.terminal.CommandFailure;
import io.forewarm.schemas.Topic;
import io.forewarm.schemas.Topics;
import java.util.stream.Collectors;

/** Finds the topic that a person means. */
final class TopicName {
  private TopicName() {}

  /** Returns the topic of a name, with the prefix or without. */
  static Topic<?> find(Topics topics, String name) {
    return topics.find(name).orElseThrow(() -> new CommandFailure(unknown(topics, name)));
  }

  private static String unknown(Topics topics, String name) {
    String known =
        topics.all().stream()
            .map(topic -> topics.shortName(topic.name()))
            .collect(Collectors.joining(", "));
    return "no topic is called " + name + " (prefix " + topics.prefix() + "): there are " + known;
  }
}
