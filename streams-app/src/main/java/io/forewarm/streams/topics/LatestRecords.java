package io.forewarm.streams.topics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;

/** Reads the last records of a topic, of all partitions together. */
public final class LatestRecords {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** Larger values are left out, or a few records would fill the memory. */
  private static final int LARGEST_VALUE = 64 << 10;

  private static final Comparator<Look> NEWEST_FIRST =
      Comparator.<Look>comparingLong(look -> look.record().timestamp())
          .thenComparingLong(look -> look.record().offset())
          .thenComparingInt(look -> look.record().partition())
          .reversed();

  private final Map<String, ?> kafka;
  private final String clientId;

  /** Takes the properties of Kafka clients, and under which name it reads. */
  public LatestRecords(Map<String, ?> kafka, String clientId) {
    this.kafka = Map.copyOf(kafka);
    this.clientId = clientId;
  }

  /**
   * A record.
   *
   * @param record without its value if that is above 64 KiB
   * @param bytes size of the value; 0 without one
   */
  public record Look(ConsumerRecord<byte[], byte[]> record, int bytes) {
    static Look at(ConsumerRecord<byte[], byte[]> record) {
      int bytes = Math.max(0, record.serializedValueSize());
      return new Look(bytes > LARGEST_VALUE ? withoutValue(record) : record, bytes);
    }

    private static ConsumerRecord<byte[], byte[]> withoutValue(
        ConsumerRecord<byte[], byte[]> record) {
      return new ConsumerRecord<>(
          record.topic(),
          record.partition(),
          record.offset(),
          record.timestamp(),
          TimestampType.LOG_APPEND_TIME,
          record.serializedKeySize(),
          0,
          record.key(),
          new byte[0],
          record.headers(),
          Optional.empty());
    }

    /** Whether the value was too large to be kept. */
    public boolean isCut() {
      return bytes > LARGEST_VALUE;
    }
  }

  /**
   * Returns what lies at the last offsets of every partition, the newest first; less where the
   * brokers need more than 5 s.
   *
   * @param back offsets of each partition
   * @throws org.apache.kafka.common.KafkaException if the brokers do not answer
   */
  public List<Look> read(String topic, int back) {
    List<Look> looks = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = RawClients.consumer(kafka, clientId)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(about -> new TopicPartition(topic, about.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      ends.forEach(
          (partition, end) ->
              consumer.seek(partition, Math.max(begins.getOrDefault(partition, 0L), end - back)));
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (isBefore(consumer, ends) && System.nanoTime() - deadline < 0) {
        consumer.poll(POLL).forEach(record -> looks.add(Look.at(record)));
      }
    }
    looks.sort(NEWEST_FIRST);
    return looks;
  }

  private static boolean isBefore(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
  }
}
