package io.forewarm.local.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topic;
import io.forewarm.streams.topics.RawClients;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Reads what a topic holds, up to its end of now. Records that cannot be decoded are left out. */
public final class TopicScan<V extends SpecificRecord> implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
  private final Deserializer<V> values;
  private final List<TopicPartition> partitions;

  /**
   * A record.
   *
   * @param value null for a tombstone
   */
  public record Found<V>(int partition, long timestamp, @Nullable String key, @Nullable V value) {}

  /** Opens a topic of records, not of raw bytes. */
  public TopicScan(Map<String, ?> kafka, Topic<V> topic) {
    consumer = RawClients.consumer(kafka, "scan-" + topic.name());
    values =
        new RecordSerdes(kafka).deserializer(Objects.requireNonNull(topic.value(), topic.name()));
    partitions = topic.topicPartitions();
    consumer.assign(partitions);
  }

  /**
   * Reads in the order of each partition.
   *
   * @param since broker time, milliseconds since 1970; earlier records are left out
   */
  public void read(long since, Consumer<Found<V>> reader) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<TopicPartition, Long> wanted = new LinkedHashMap<>();
    partitions.forEach(partition -> wanted.put(partition, since));
    Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(wanted);
    for (TopicPartition partition : partitions) {
      Optional<OffsetAndTimestamp> start = Optional.ofNullable(starts.get(partition));
      consumer.seek(
          partition,
          start.map(OffsetAndTimestamp::offset).orElse(ends.getOrDefault(partition, 0L)));
    }
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      consumer.poll(POLL).forEach(record -> decode(record, reader));
    }
  }

  private void decode(ConsumerRecord<byte[], byte[]> record, Consumer<Found<V>> reader) {
    @Nullable V value = null;
    if (record.value() != null) {
      try {
        value = values.deserialize(record.topic(), record.value());
      } catch (SerializationException undecodable) {
        return;
      }
    }
    @Nullable String key = record.key() == null ? null : new String(record.key(), UTF_8);
    reader.accept(new Found<>(record.partition(), record.timestamp(), key, value));
  }

  @Override
  public void close() {
    consumer.close();
    values.close();
  }
}
