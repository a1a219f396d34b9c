package io.forewarm.client.control;

import io.forewarm.schemas.Topics;
import java.util.Map;

/**
 * How a client works for the pipeline's commands.
 *
 * @param kafka properties of Kafka clients, {@code bootstrap.servers} among them
 * @param topics names and partitions of the topics
 * @param service name of the service; its processes share the commands
 * @param clientId identity of this client
 */
public record CommandConfig(
    Map<String, Object> kafka, Topics topics, String service, String clientId) {

  /** Takes the properties as they are now. */
  public CommandConfig {
    kafka = Map.copyOf(kafka);
  }

  /** The consumer group that the processes of the service share. */
  public String group() {
    return topics.prefix() + "loaders." + service;
  }
}
