package io.forewarm.streams.invalidation;

import io.forewarm.schemas.Topics;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Makes the Kafka clients of the worker. What the user has set stays, except where a guarantee
 * hangs on it.
 */
final class InvalidationClients {
  private final Map<String, ?> kafka;
  private final String name;

  /**
   * Names the group and its members.
   *
   * @param kafka properties of Kafka clients
   * @param instance identity of this process
   */
  InvalidationClients(Map<String, ?> kafka, Topics topics, String instance) {
    this.kafka = kafka;
    this.name = group(topics) + "-" + instance;
  }

  /** The consumer group of the workers. */
  static String group(Topics topics) {
    return topics.prefix() + "invalidation";
  }

  /**
   * A member that others notice soon: it beats every 250 ms, leaves when it closes, and is thrown
   * out after 6 s of silence, which is the shortest that brokers allow unless told otherwise.
   */
  Consumer<byte[], byte[]> consumer(Topics topics) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6000);
    config.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 250);
    // Ticks come all the time: taking what has come every few milliseconds costs a fraction of
    // being woken by each.
    config.putIfAbsent(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 64 << 10);
    config.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
    config.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2000);
    config.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    config.putIfAbsent(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000);
    config.putIfAbsent(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, 30_000);
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, name);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group(topics));
    config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** A producer that never gives up: what it does not deliver must hold the watermark. */
  Producer<byte[], byte[]> producer() {
    return LastingProducer.open(kafka, name);
  }
}
