package io.forewarm.streams.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topic;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.topics.RawClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads of every topic about cache keys the partition of one key, up to its end of now. */
final class TimelineScan implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Topics topics;
  private final Consumer<byte[], byte[]> consumer;
  private final Map<String, Deserializer<? extends SpecificRecord>> readers = new HashMap<>();

  TimelineScan(Map<String, ?> kafka, Topics topics) {
    this.topics = topics;
    consumer = RawClients.consumer(kafka, topics.prefix() + "inspect");
    RecordSerdes serdes = new RecordSerdes(kafka);
    topics.all().stream()
        .filter(topic -> topic.value() != null)
        .forEach(topic -> readers.put(topic.name(), reader(serdes, topic)));
  }

  private static <V extends SpecificRecord> Deserializer<V> reader(
      RecordSerdes serdes, Topic<V> topic) {
    Class<V> type = topic.value();
    if (type == null) {
      throw new IllegalArgumentException(topic.name() + " has no records");
    }
    return serdes.deserializer(type);
  }

  /** The partition of a key, by the number of partitions that the brokers know. */
  int partition(String key) {
    return CacheKey.partition(key, count(topics.writes));
  }

  private int count(Topic<?> topic) {
    return consumer.partitionsFor(topic.name()).size();
  }

  /**
   * What is read besides the key's own partition.
   *
   * @param visits all partitions of {@code visits}: they lie by user
   * @param allPartitions of {@code writes}: an event with several keys lies by the first of them
   */
  record Width(boolean visits, boolean allPartitions) {}

  /**
   * Shows a timeline every record.
   *
   * @param since broker time, milliseconds since 1970; what is compacted is read from the beginning
   * @param progress told how many records are still to be read
   */
  void read(Timeline timeline, int partition, long since, Width width, LongConsumer progress) {
    List<TopicPartition> parts = parts(partition, width);
    consumer.assign(parts);
    Map<TopicPartition, Long> ends = consumer.endOffsets(parts);
    seek(parts, since);
    long left = left(ends);
    while (left > 0) {
      progress.accept(left);
      consumer.poll(POLL).forEach(record -> show(timeline, record));
      left = left(ends);
    }
  }

  private List<TopicPartition> parts(int partition, Width width) {
    Stream<TopicPartition> own =
        Stream.of(
                topics.access,
                topics.invalidations,
                topics.hotKeys,
                topics.predictions,
                topics.commands,
                topics.outcomes)
            .map(topic -> new TopicPartition(topic.name(), partition));
    Stream<TopicPartition> writes =
        width.allPartitions()
            ? all(topics.writes)
            : Stream.of(new TopicPartition(topics.writes.name(), partition));
    Stream<TopicPartition> visits = width.visits() ? all(topics.visits) : Stream.empty();
    return Stream.of(own, writes, visits, all(topics.tags)).flatMap(some -> some).toList();
  }

  private Stream<TopicPartition> all(Topic<?> topic) {
    return IntStream.range(0, count(topic))
        .mapToObj(number -> new TopicPartition(topic.name(), number));
  }

  private void seek(List<TopicPartition> parts, long since) {
    consumer.seekToBeginning(parts);
    Map<TopicPartition, Long> wanted = new HashMap<>();
    parts.stream()
        .filter(part -> !isCompacted(part.topic()))
        .forEach(part -> wanted.put(part, since));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(wanted);
    for (TopicPartition part : wanted.keySet()) {
      OffsetAndTimestamp first = found.get(part);
      if (first == null) {
        consumer.seekToEnd(List.of(part));
      } else {
        consumer.seek(part, first.offset());
      }
    }
  }

  private boolean isCompacted(String topic) {
    return topics.hotKeys.name().equals(topic) || topics.tags.name().equals(topic);
  }

  private long left(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
        .sum();
  }

  private void show(Timeline timeline, ConsumerRecord<byte[], byte[]> record) {
    Deserializer<? extends SpecificRecord> reader = readers.get(record.topic());
    String key = record.key() == null ? "" : new String(record.key(), UTF_8);
    Timeline.Place place =
        new Timeline.Place(
            topics.shortName(record.topic()),
            record.partition(),
            record.offset(),
            record.timestamp());
    try {
      timeline.take(
          place, key, reader == null ? null : reader.deserialize(record.topic(), record.value()));
    } catch (SerializationException e) {
      timeline.unreadable(place, key);
    }
  }

  @Override
  public void close() {
    consumer.close();
    readers.values().forEach(Deserializer::close);
  }
}
