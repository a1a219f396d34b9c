package io.forewarm.streams.cdc;

import io.forewarm.schemas.Topics;
import io.forewarm.streams.invalidation.LastingProducer;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Makes the Kafka clients of the worker. What the user has set stays, except where a guarantee
 * hangs on it: no change is skipped, and none is committed before its writes are acknowledged.
 */
final class CdcClients {
  private static final int NEW_TOPICS_MILLIS = 5000;

  private final Map<String, ?> kafka;
  private final String group;
  private final String name;

  /** Takes properties of Kafka clients, and the identity of this process. */
  CdcClients(Map<String, ?> kafka, Topics topics, String instance) {
    this.kafka = kafka;
    this.group = topics.prefix() + "cdc";
    this.name = group + "-" + instance;
  }

  Consumer<byte[], byte[]> consumer() {
    Map<String, Object> config = new HashMap<>(kafka);
    config.putIfAbsent(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000);
    config.putIfAbsent(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, NEW_TOPICS_MILLIS);
    config.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
    config.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 250);
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, name);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  Producer<byte[], byte[]> producer() {
    return LastingProducer.open(kafka, name);
  }
}
