package io.forewarm.streams.invalidation;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code writes} as a member of the group and hands each partition's records to its work.
 * Only the thread that calls {@link #follow} touches it.
 */
final class WritesFollower implements ConsumerRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(WritesFollower.class);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration GRACE = Duration.ofMillis(300);
  private static final Duration LAST_COMMIT = Duration.ofSeconds(1);

  /** Makes the work of a partition; with a gap, writes before its first record are lost. */
  interface WorkFactory {
    PartitionWork create(TopicPartition partition, Watermark watermark, boolean gap);
  }

  /** Hears what this member owns. */
  interface Ownership {
    void owns(int partition, Watermark watermark);

    void leaves(int partition);

    /** The last writes of a partition are applied again. */
    void replays();

    /** The group has said which partitions are this member's, be it none. */
    void assigned();

    /** The group has thrown this member out. */
    void lost();
  }

  private final Consumer<byte[], byte[]> consumer;
  private final InvalidationConfig config;
  private final MasterWatch masters;
  private final WorkFactory factory;
  private final Ownership ownership;
  private final Map<TopicPartition, PartitionWork> works = new HashMap<>();
  private final Map<TopicPartition, Long> committed = new HashMap<>();

  /** Newest record handled when Redis last said who is master: it may have died right after. */
  private final Map<TopicPartition, Long> certain = new HashMap<>();

  private long commitAt = System.nanoTime();
  private MasterWatch.Seen master;

  WritesFollower(
      Consumer<byte[], byte[]> consumer,
      InvalidationConfig config,
      MasterWatch masters,
      WorkFactory factory,
      Ownership ownership) {
    this.consumer = consumer;
    this.config = config;
    this.masters = masters;
    this.factory = factory;
    this.ownership = ownership;
    this.master = masters.last();
  }

  /** Follows the topic until it is told to stop. */
  void follow(String topic, BooleanSupplier stopped) {
    consumer.subscribe(List.of(topic), this);
    while (!stopped.getAsBoolean()) {
      poll();
      throttle();
      revive();
      if (System.nanoTime() - commitAt >= 0) {
        commitAt = System.nanoTime() + config.commitEvery().toNanos();
        commit();
      }
    }
  }

  private void poll() {
    try {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      for (TopicPartition partition : records.partitions()) {
        List<ConsumerRecord<byte[], byte[]>> some = records.records(partition);
        PartitionWork work = works.get(partition);
        if (work != null && !some.isEmpty()) {
          work.offer(some);
        }
      }
    } catch (NoOffsetForPartitionException e) {
      fromTheBeginning(e.partitions(), false);
    } catch (OffsetOutOfRangeException e) {
      fromTheBeginning(e.partitions(), true);
    }
  }

  /** Goes to the oldest record there is; if older ones have been deleted unread, that is a gap. */
  private void fromTheBeginning(Set<TopicPartition> partitions, boolean reached) {
    Map<TopicPartition, Long> oldest = consumer.beginningOffsets(partitions);
    for (TopicPartition partition : partitions) {
      long offset = oldest.getOrDefault(partition, 0L);
      boolean gap = reached || offset > 0;
      LOG.info("starts at the oldest write partition={} offset={} gap={}", partition, offset, gap);
      if (gap) {
        restart(partition, true);
      }
      consumer.seek(partition, offset);
    }
  }

  private void throttle() {
    for (Map.Entry<TopicPartition, PartitionWork> work : works.entrySet()) {
      if (work.getValue().full()) {
        consumer.pause(Set.of(work.getKey()));
      } else if (consumer.paused().contains(work.getKey())) {
        consumer.resume(Set.of(work.getKey()));
      }
    }
  }

  /** Begins again where work has ended by itself, and further back after a change of master. */
  private void revive() {
    MasterWatch.Seen now = masters.last();
    boolean replay = !now.master().equals(master.master());
    for (TopicPartition partition : Set.copyOf(works.keySet())) {
      PartitionWork work = works.get(partition);
      if (work != null && (replay || work.ended())) {
        work.stop(Duration.ZERO);
        rewind(partition, work, replay);
      }
    }
    boolean answered = now.answers() != master.answers();
    works.forEach((partition, work) -> ascertain(partition, work.watermark().newest(), answered));
    master = now;
  }

  private void ascertain(TopicPartition partition, long newest, boolean answered) {
    if (newest > 0 && (answered || !certain.containsKey(partition))) {
      certain.put(partition, newest);
    }
  }

  private long certain(TopicPartition partition, PartitionWork work) {
    return certain.getOrDefault(partition, work.watermark().newest());
  }

  private void rewind(TopicPartition partition, PartitionWork work, boolean replay) {
    long newest = certain(partition, work);
    long offset = work.resume();
    if (replay && newest > 0) {
      offset = replayFrom(partition, newest, offset);
    }
    restart(partition, false);
    if (offset >= 0) {
      consumer.seek(partition, offset);
    }
    LOG.info("goes on partition={} from={} replay={}", partition, offset, replay);
  }

  private long replayFrom(TopicPartition partition, long newest, long offset) {
    ownership.replays();
    long time = Math.max(0, newest - config.replay().toMillis());
    OffsetAndTimestamp found = consumer.offsetsForTimes(Map.of(partition, time)).get(partition);
    return found == null ? offset : Math.min(found.offset(), offset);
  }

  /** Goes back where the last owner's effects were acknowledged by another master. */
  private void replayAfterAnother(Collection<TopicPartition> partitions) {
    consumer
        .committed(Set.copyOf(partitions))
        .forEach(
            (partition, last) -> {
              if (last != null) {
                CommitNote.parse(last.metadata())
                    .filter(note -> !note.master().equals(master.master()))
                    .map(note -> replayFrom(partition, note.newest(), last.offset()))
                    .ifPresent(offset -> consumer.seek(partition, offset));
              }
            });
  }

  private void restart(TopicPartition partition, boolean gap) {
    PartitionWork before = works.get(partition);
    Watermark watermark = before == null ? new Watermark() : before.watermark();
    if (before != null) {
      before.stop(Duration.ZERO);
    }
    PartitionWork work = factory.create(partition, watermark, gap);
    works.put(partition, work);
    work.start();
    ownership.owns(partition.partition(), watermark);
  }

  private void commit() {
    Map<TopicPartition, OffsetAndMetadata> offsets = toCommit(works.keySet());
    if (!offsets.isEmpty()) {
      consumer.commitAsync(
          offsets,
          (done, failure) -> {
            if (failure != null) {
              LOG.debug("offsets are committed later", failure);
            }
          });
      offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> toCommit(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (TopicPartition partition : partitions) {
      PartitionWork work = works.get(partition);
      long resume = work == null ? -1 : work.resume();
      if (work != null && resume >= 0 && resume != committed.getOrDefault(partition, -1L)) {
        offsets.put(partition, new OffsetAndMetadata(resume, note(partition, work)));
      }
    }
    return offsets;
  }

  private String note(TopicPartition partition, PartitionWork work) {
    return new CommitNote(master.master(), certain(partition, work)).text();
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    replayAfterAnother(partitions);
    partitions.forEach(partition -> restart(partition, false));
    ownership.assigned();
    LOG.info("partitions of writes came partitions={}", partitions);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    end(partitions, GRACE);
    Map<TopicPartition, OffsetAndMetadata> offsets = toCommit(partitions);
    try {
      if (!offsets.isEmpty()) {
        consumer.commitSync(offsets, LAST_COMMIT);
      }
    } catch (KafkaException e) {
      LOG.warn("offsets were not committed; the next owner applies some writes again", e);
    }
    forget(partitions);
    LOG.info("partitions of writes went partitions={}", partitions);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    end(partitions, Duration.ZERO);
    forget(partitions);
    ownership.lost();
    LOG.warn("partitions of writes are lost partitions={}", partitions);
  }

  private void end(Collection<TopicPartition> partitions, Duration grace) {
    List<PartitionWork> ending =
        partitions.stream().map(works::get).filter(Objects::nonNull).toList();
    ending.forEach(PartitionWork::finish);
    for (TopicPartition partition : partitions) {
      ownership.leaves(partition.partition());
      PartitionWork work = works.get(partition);
      if (work != null) {
        work.stop(grace);
      }
    }
  }

  private void forget(Collection<TopicPartition> partitions) {
    works.keySet().removeAll(partitions);
    committed.keySet().removeAll(partitions);
    certain.keySet().removeAll(partitions);
  }

  /** Stops all work without a word to the group: for a consumer that has failed. */
  void abandon() {
    Set<TopicPartition> all = Set.copyOf(works.keySet());
    end(all, Duration.ZERO);
    forget(all);
    ownership.lost();
  }
}
