package io.forewarm.schemas;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * One topic: all that producers, consumers and administrators need to know of it.
 *
 * @param name full name, with the prefix
 * @param key what the record key is, for people
 * @param value class of its values; null for a topic of raw bytes
 * @param partitions number of partitions, 1 or more
 * @param kept retention; null for a compacted topic, which keeps the last record of a key
 * @param maxBytes largest record batch that the broker accepts, bytes
 */
public record Topic<V extends SpecificRecord>(
    String name,
    String key,
    @Nullable Class<V> value,
    int partitions,
    @Nullable Duration kept,
    int maxBytes) {

  private static final Duration COMPACTED_SEGMENT = Duration.ofMinutes(10);

  /** Refuses what no broker would take. */
  public Topic {
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions must be 1 or more: " + partitions);
    }
  }

  /** Whether the topic keeps the last record of every key for ever. */
  public boolean compacted() {
    return kept == null;
  }

  /**
   * Returns the settings that the topic is created with. {@code segment.ms} is a quarter of the
   * retention, since a broker deletes whole segments only.
   */
  public Map<String, String> config() {
    Map<String, String> config = new LinkedHashMap<>();
    config.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxBytes));
    if (kept == null) {
      config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
      config.put(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(COMPACTED_SEGMENT.toMillis()));
    } else {
      config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
      config.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(kept.toMillis()));
      config.put(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(kept.toMillis() / 4));
    }
    return config;
  }

  /** Returns its partitions, from 0 on. */
  public List<TopicPartition> topicPartitions() {
    return IntStream.range(0, partitions)
        .mapToObj(number -> new TopicPartition(name, number))
        .toList();
  }

  /** Returns the order to create this topic. */
  public NewTopic toNewTopic(short replication) {
    return new NewTopic(name, partitions, replication).configs(config());
  }
}
