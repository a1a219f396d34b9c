package io.forewarm.streams.invalidation;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The settings of a producer that never gives up what it was given, for an {@link Appender}. */
public final class LastingProducer {
  /** As large as {@code dead-letters} takes. */
  private static final int LARGEST_REQUEST = 33 << 20;

  private LastingProducer() {}

  /**
   * Opens one. What the user has set stays, except where a guarantee hangs on it.
   *
   * @param kafka properties of Kafka clients
   * @param name its client id
   */
  public static Producer<byte[], byte[]> open(Map<String, ?> kafka, String name) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5000);
    config.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5000);
    config.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * LARGEST_REQUEST);
    config.putIfAbsent(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000);
    config.putIfAbsent(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, 30_000);
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, name);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
