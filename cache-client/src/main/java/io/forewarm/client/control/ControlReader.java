package io.forewarm.client.control;

import io.forewarm.client.events.BrokerClock;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the control topics with one consumer and hands their records to the followers. Remembers
 * where it is, so that a consumer that has failed is replaced without a gap. For one thread.
 */
final class ControlReader {
  private static final Logger LOG = LoggerFactory.getLogger(ControlReader.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final Map<String, Follower> followers = new LinkedHashMap<>();
  private final BrokerClock clock;
  private final Counter skipped;
  private final LongSupplier nanos;

  /** The offset of the next record of each partition, once it is known. */
  private final Map<TopicPartition, Long> next = new HashMap<>();

  private final CountDownLatch current;
  private Map<TopicPartition, Long> ends = Map.of();

  /**
   * Reads nothing yet.
   *
   * @param skipped counts records that could not be read
   * @param current opened when what the compacted topics held at the start has been read
   */
  ControlReader(
      List<Follower> followers,
      BrokerClock clock,
      LongSupplier nanos,
      Counter skipped,
      CountDownLatch current) {
    this.current = current;
    followers.forEach(follower -> this.followers.put(follower.topic().name(), follower));
    this.clock = clock;
    this.skipped = skipped;
    this.nanos = nanos;
  }

  /** Returns what is wrong with the topics, if anything: reading must wait until it is mended. */
  Optional<String> obstacle(Consumer<byte[], byte[]> consumer) {
    return TopicCheck.obstacle(consumer, followers.values().stream().map(Follower::topic).toList());
  }

  /** Puts a new consumer where the last one was, or at the beginning. */
  void begin(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> all =
        followers.values().stream()
            .flatMap(follower -> follower.topic().topicPartitions().stream())
            .toList();
    consumer.assign(all);
    for (Follower follower : followers.values()) {
      List<TopicPartition> parts = follower.topic().topicPartitions();
      place(consumer, follower, parts.stream().filter(part -> !next.containsKey(part)).toList());
    }
    next.forEach(consumer::seek);
    if (current.getCount() > 0) {
      ends = consumer.endOffsets(all.stream().filter(this::isFromBeginning).toList(), ANSWER);
    }
  }

  private boolean isFromBeginning(TopicPartition partition) {
    Follower follower = followers.get(partition.topic());
    return follower != null && follower.fromBeginning();
  }

  private void place(
      Consumer<byte[], byte[]> consumer, Follower follower, List<TopicPartition> partitions) {
    if (partitions.isEmpty()) {
      return;
    }
    Map<TopicPartition, Long> positions =
        follower.fromBeginning()
            ? consumer.beginningOffsets(partitions, ANSWER)
            : consumer.endOffsets(partitions, ANSWER);
    follower.lost(); // only now: whatever comes from here on will be read
    next.putAll(positions);
  }

  /** Reads once, and tells what there is. */
  void poll(Consumer<byte[], byte[]> consumer) {
    try {
      take(consumer.poll(POLL));
    } catch (InvalidOffsetException e) {
      replace(consumer, e.partitions());
    }
    if (current.getCount() > 0 && isCurrent(consumer)) {
      current.countDown();
    }
  }

  private boolean isCurrent(Consumer<byte[], byte[]> consumer) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private void replace(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
    LOG.warn("The log no longer reaches back to where it was read last: {}", partitions);
    for (Follower follower : followers.values()) {
      String topic = follower.topic().name();
      place(
          consumer,
          follower,
          partitions.stream().filter(part -> part.topic().equals(topic)).toList());
    }
    for (TopicPartition partition : partitions) {
      Long offset = next.get(partition);
      if (offset != null) {
        consumer.seek(partition, offset);
      }
    }
  }

  private void take(ConsumerRecords<byte[], byte[]> records) {
    long received = nanos.getAsLong();
    long newest = 0;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      newest = Records.isStamped(record) ? Math.max(newest, record.timestamp()) : newest;
    }
    clock.heard(newest, received);
    for (ConsumerRecord<byte[], byte[]> record : records) {
      take(record, received);
      next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
    }
    settle(received);
  }

  private void take(ConsumerRecord<byte[], byte[]> record, long received) {
    Follower follower = followers.get(record.topic());
    if (follower == null) {
      return;
    }
    try {
      follower.take(record, received);
    } catch (RuntimeException e) {
      skipped.increment();
      LOG.warn(
          "Skipped a record of {}-{} at offset {}: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.toString());
      follower.missed();
    }
  }

  /** Time has passed: what has its time is due. */
  void passed() {
    settle(nanos.getAsLong());
  }

  private void settle(long now) {
    followers.values().forEach(follower -> follower.settle(now));
  }
}
