package io.forewarm.client.control;

import io.forewarm.client.events.BrokerClock;
import io.forewarm.client.events.ManualClock;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.InvalidationBatch;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Rule;
import io.forewarm.schemas.TagInvalidation;
import io.forewarm.schemas.Topic;
import io.forewarm.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** The control topics in memory, and the reader that follows them. */
final class FollowedLog {
  static final long BROKER_NOW = 1_800_000_000_000L;

  final Topics topics = new Topics("t.", 2);
  final ManualClock nanos = new ManualClock();
  final BrokerClock clock = new BrokerClock(nanos);
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final RecordedListener listener = new RecordedListener();
  final Watermark watermark = new Watermark(topics.partitions(), clock);
  final CountDownLatch current = new CountDownLatch(1);
  final ControlReader reader;

  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private final Map<TopicPartition, Long> begins = new HashMap<>();
  private final List<ConsumerRecord<byte[], byte[]>> earlier = new ArrayList<>();
  private MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");

  FollowedLog() {
    RecordSerdes serdes = new RecordSerdes(Map.of());
    List<Follower> followers =
        List.of(
            new RuleFollower(topics.rules, serdes.deserializer(Rule.class), listener),
            new TagFollower(topics.tags, serdes.deserializer(TagInvalidation.class), listener),
            new HotKeyFollower(topics.hotKeys, serdes.deserializer(HotKey.class), clock, listener),
            new InvalidationFollower(
                topics.invalidations,
                serdes.deserializer(InvalidationBatch.class),
                watermark,
                listener,
                meters.counter("lost")));
    reader = new ControlReader(followers, clock, nanos, meters.counter("skipped"), current);
    for (Follower follower : followers) {
      for (int part = 0; part < follower.topic().partitions(); part++) {
        TopicPartition partition = new TopicPartition(follower.topic().name(), part);
        ends.put(partition, 0L);
        begins.put(partition, 0L);
      }
    }
    place(consumer);
  }

  private void place(MockConsumer<byte[], byte[]> next) {
    consumer = next;
    consumer.updateBeginningOffsets(begins);
    consumer.updateEndOffsets(ends);
  }

  /** Puts the records of a partition where they begin and end, as if older ones were there. */
  void reaches(Topic<?> topic, int part, long begin, long end) {
    TopicPartition partition = new TopicPartition(topic.name(), part);
    begins.put(partition, begin);
    ends.put(partition, end);
    place(consumer);
  }

  void begin() {
    reader.begin(consumer);
    earlier.forEach(consumer::addRecord);
    earlier.clear();
  }

  void poll() {
    reader.poll(consumer);
  }

  /** Fails the consumer and begins with another one. */
  void beginAnew() {
    place(new MockConsumer<>("none"));
    begin();
  }

  Optional<String> obstacle() {
    return reader.obstacle(consumer);
  }

  MockConsumer<byte[], byte[]> consumer() {
    return consumer;
  }

  /** The acknowledgement of a record just now: the broker's clock shows this time. */
  void learn(long brokerMillis) {
    clock.learn(
        new TopicPartition("t.access", 0), nanos.getAsLong(), nanos.getAsLong(), brokerMillis);
  }

  <V extends SpecificRecord> void append(
      Topic<V> topic, int part, @Nullable String key, @Nullable V value) {
    byte[] bytes =
        value == null ? null : new RecordSerdes(Map.of()).<V>serializer().serialize("", value);
    append(topic, part, key, bytes, BROKER_NOW);
  }

  void append(
      Topic<?> topic, int part, @Nullable String key, byte @Nullable [] value, long timestamp) {
    TopicPartition partition = new TopicPartition(topic.name(), part);
    long offset = ends.merge(partition, 1L, Long::sum) - 1;
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            topic.name(),
            part,
            offset,
            timestamp,
            TimestampType.LOG_APPEND_TIME,
            0,
            0,
            key == null ? null : key.getBytes(StandardCharsets.UTF_8),
            value,
            new RecordHeaders(),
            Optional.empty());
    if (consumer.assignment().isEmpty()) {
      earlier.add(record);
    } else {
      consumer.addRecord(record);
    }
    consumer.updateEndOffsets(ends);
  }

  static InvalidationBatch batch(int partition, long upTo, Long... hashes) {
    return InvalidationBatch.newBuilder()
        .setPartition(partition)
        .setUpTo(upTo)
        .setHashes(List.of(hashes))
        .build();
  }

  static HotKey hot(String key, long until) {
    return HotKey.newBuilder()
        .setKey(key)
        .setRatePerSecond(100)
        .setShare(0.5)
        .setRank(1)
        .setReads(1_000)
        .setWindowMs(10_000)
        .setSince(until - 30_000)
        .setUntil(until)
        .build();
  }
}
