package io.forewarm.streams;

import io.forewarm.embedded.Embedded;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** All records of one topic on the shared broker, from the beginning; one thread at a time. */
public final class TopicTail<V extends SpecificRecord> implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Deserializer<V> reader;
  private final List<ConsumerRecord<byte[], V>> seen = new ArrayList<>();

  private TopicTail(KafkaConsumer<byte[], byte[]> consumer, Deserializer<V> reader) {
    this.consumer = consumer;
    this.reader = reader;
  }

  /** Reads a topic with values of a class. */
  public static <V extends SpecificRecord> TopicTail<V> of(Topic<V> topic, Class<V> type) {
    return new TopicTail<>(consumer(topic), new RecordSerdes(Map.of()).deserializer(type));
  }

  /** Reads a topic whose values stay bytes: they are not looked at. */
  public static TopicTail<SpecificRecord> raw(Topic<?> topic) {
    return new TopicTail<>(consumer(topic), (name, bytes) -> null);
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Topic<?> topic) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                Embedded.kafka().bootstrapServers(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  /** Returns all records that have been read so far, after one more look. */
  public List<ConsumerRecord<byte[], V>> records() {
    consumer
        .poll(POLL)
        .forEach(
            record ->
                seen.add(
                    new ConsumerRecord<>(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        record.timestamp(),
                        record.timestampType(),
                        record.serializedKeySize(),
                        record.serializedValueSize(),
                        record.key(),
                        reader.deserialize(record.topic(), record.value()),
                        record.headers(),
                        record.leaderEpoch())));
    return List.copyOf(seen);
  }

  /** Returns the values of all records that have been read so far, after one more look. */
  public List<V> values() {
    return records().stream().map(ConsumerRecord::value).toList();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
