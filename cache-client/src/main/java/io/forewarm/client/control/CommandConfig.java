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
 * @param concurrency commands executed at a time, 1 to 1000
 */
public record CommandConfig(
    Map<String, Object> kafka, Topics topics, String service, String clientId, int concurrency) {

  /** Commands executed at a time unless another number is configured. */
  public static final int CONCURRENCY = 16;

  /** Refuses what cannot work. */
  public CommandConfig {
    if (concurrency < 1 || concurrency > 1000) {
      throw new IllegalArgumentException("concurrency must be 1 to 1000: " + concurrency);
    }
    kafka = Map.copyOf(kafka);
  }

  /** Takes the default concurrency. */
  public CommandConfig(Map<String, Object> kafka, Topics topics, String service, String clientId) {
    this(kafka, topics, service, clientId, CONCURRENCY);
  }

  /** The consumer group that the processes of the service share. */
  public String group() {
    return topics.prefix() + "loaders." + service;
  }
}
