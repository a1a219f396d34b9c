package io.forewarm.client.events;

import io.forewarm.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a client tells the pipeline what it does.
 *
 * @param kafka properties of Kafka clients, {@code bootstrap.servers} among them; {@code
 *     delivery.timeout.ms} is how long a write may take to be acknowledged, 30 s by default
 * @param topics names and partitions of the topics
 * @param service name of the service
 * @param clientId identity of this client, unique for each start of a process
 * @param flushInterval how often everything is reported, 100 ms to 60 s
 * @param suspicion which keys are reported at once
 * @param maxKeys keys counted between two flushes, 1 or more
 * @param userKey secret of the HMAC that replaces user ids; null sends them as they are
 */
public record EventConfig(
    Map<String, Object> kafka,
    Topics topics,
    String service,
    String clientId,
    Duration flushInterval,
    Suspicion suspicion,
    int maxKeys,
    byte @Nullable [] userKey) {

  /** Keys counted between two flushes unless another number is configured. */
  public static final int MAX_KEYS = 200_000;

  /** Refuses what cannot work. */
  public EventConfig {
    if (flushInterval.toMillis() < 100 || flushInterval.toSeconds() > 60) {
      throw new IllegalArgumentException("flushInterval must be 100 ms to 60 s: " + flushInterval);
    }
    if (maxKeys < 1) {
      throw new IllegalArgumentException("maxKeys must be 1 or more: " + maxKeys);
    }
    if (userKey != null && userKey.length == 0) {
      throw new IllegalArgumentException("userKey must not be empty; leave it out for none");
    }
    kafka = Map.copyOf(kafka);
  }

  /** Takes the defaults for all bounds. */
  public EventConfig(
      Map<String, Object> kafka,
      Topics topics,
      String service,
      String clientId,
      Duration flushInterval,
      byte @Nullable [] userKey) {
    this(kafka, topics, service, clientId, flushInterval, Suspicion.DEFAULT, MAX_KEYS, userKey);
  }
}
