package io.forewarm.streams.cdc;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics of change events as a member of the group. An offset is committed only when the
 * broker has acknowledged what comes before it. Only the thread that calls {@link #follow} touches
 * it.
 */
final class ChangeFollower implements ConsumerRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeFollower.class);
  private static final Duration POLL = Duration.ofMillis(100);

  private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
  private final ChangeWriter writer;
  private final Consumer<Boolean> member;

  /**
   * Takes its parts.
   *
   * @param member hears whether the group has said which partitions are this member's, be it none
   */
  ChangeFollower(
      org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
      ChangeWriter writer,
      Consumer<Boolean> member) {
    this.consumer = consumer;
    this.writer = writer;
    this.member = member;
  }

  /** Follows topics, which may come to be later, until it is told to stop. */
  void follow(Set<String> topics, BooleanSupplier stopped) throws InterruptedException {
    consumer.subscribe(topics, this);
    while (!stopped.getAsBoolean()) {
      try {
        handle(consumer.poll(POLL));
      } catch (NoOffsetForPartitionException e) {
        fromTheBeginning(e.partitions(), false);
      } catch (OffsetOutOfRangeException e) {
        fromTheBeginning(e.partitions(), true);
      }
    }
  }

  private void handle(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
    if (!records.isEmpty()) {
      Iterable<ConsumerRecord<byte[], byte[]>> all = records;
      writer.write(all);
      consumer.commitSync();
    }
  }

  /** Goes to the oldest change there is; if older ones have been deleted unread, that is a gap. */
  private void fromTheBeginning(Set<TopicPartition> partitions, boolean reached)
      throws InterruptedException {
    for (Map.Entry<TopicPartition, Long> oldest :
        consumer.beginningOffsets(partitions).entrySet()) {
      TopicPartition partition = oldest.getKey();
      boolean gap = reached || oldest.getValue() > 0;
      LOG.info(
          "starts at the oldest change partition={} offset={} gap={}",
          partition,
          oldest.getValue(),
          gap);
      if (gap) {
        writer.writeEverything(partition.topic());
      }
      consumer.seek(partition, oldest.getValue());
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    LOG.info("partitions of changes came partitions={}", partitions);
    member.accept(true);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    LOG.info("partitions of changes went partitions={}", partitions);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    LOG.warn("partitions of changes are lost partitions={}", partitions);
    member.accept(false);
  }
}
