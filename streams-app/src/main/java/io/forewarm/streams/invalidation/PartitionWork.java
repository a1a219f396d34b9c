package io.forewarm.streams.invalidation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.record.TimestampType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles the records of one partition of {@code writes}, in order, on a thread of its own, which
 * may wait for Redis for as long as it takes while the consumer keeps its place in the group.
 */
final class PartitionWork {
  /** What every partition's work shares. */
  record Tools(
      WriteResolver resolver, Effects effects, InvalidationMetrics metrics, int roundRecords) {}

  private static final Logger LOG = LoggerFactory.getLogger(PartitionWork.class);
  private static final int MANY_RECORDS = 4000;
  private static final long MANY_BYTES = 16L << 20;
  private static final long IDLE_MILLIS = 25;
  private static final long AFTER_FAILURE_MILLIS = 1000;
  private static final long ABORT_MILLIS = 5000;

  private final Tools tools;
  private final Watermark watermark;
  private final InvalidationBatches batches;
  private final InvalidationLog log;
  private final Thread thread;
  private final BlockingQueue<ConsumerRecord<byte[], byte[]>> inbox = new LinkedBlockingQueue<>();
  private final AtomicLong inboxBytes = new AtomicLong();
  private final AtomicLong resume = new AtomicLong(-1);
  private volatile boolean ended;
  private volatile boolean finishing;
  private boolean gap;

  /**
   * Prepares the work.
   *
   * @param watermark of this partition, also from earlier work on it that has ended
   * @param gap whether writes before the first record are lost
   */
  PartitionWork(
      TopicPartition partition,
      Tools tools,
      Watermark watermark,
      InvalidationBatches batches,
      InvalidationLog log,
      boolean gap) {
    this.tools = tools;
    this.watermark = watermark;
    this.batches = batches;
    this.log = log;
    this.gap = gap;
    this.thread = new Thread(this::run, "forewarm-invalidation-" + partition.partition());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Takes records that the consumer has read. */
  void offer(List<ConsumerRecord<byte[], byte[]>> records) {
    resume.compareAndSet(-1, records.get(0).offset());
    records.forEach(record -> inboxBytes.addAndGet(record.serializedValueSize()));
    inbox.addAll(records);
  }

  /** Whether so much waits that no more should be read. */
  boolean full() {
    return inbox.size() >= MANY_RECORDS || inboxBytes.get() >= MANY_BYTES;
  }

  /**
   * Whether it has ended by itself and must begin again: after a change of master, or a failure.
   */
  boolean ended() {
    return ended;
  }

  /** Offset of the first record that is not yet done and told; -1 if nothing was read. */
  long resume() {
    return resume.get();
  }

  Watermark watermark() {
    return watermark;
  }

  /** Asks it to end after the round at hand. */
  void finish() {
    finishing = true;
  }

  /** Ends after the round at hand, or in the midst of it when that takes longer than the grace. */
  void stop(Duration grace) {
    finish();
    try {
      thread.join(Math.max(1, grace.toMillis()));
      thread.interrupt();
      thread.join(ABORT_MILLIS);
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      boolean stands = true;
      while (stands && !finishing) {
        List<ConsumerRecord<byte[], byte[]>> records = nextRecords();
        stands = records.isEmpty() || handle(records);
      }
      log.settle();
    } catch (InterruptedException | InterruptException e) {
      LOG.debug("stopped in the midst of a round thread={}", thread.getName());
    } catch (RuntimeException e) {
      LOG.error("a round failed and begins again thread={}", thread.getName(), e);
      rest();
    } finally {
      ended = true;
    }
  }

  private void rest() {
    try {
      Thread.sleep(AFTER_FAILURE_MILLIS);
    } catch (InterruptedException e) {
      thread.interrupt();
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> nextRecords() throws InterruptedException {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    ConsumerRecord<byte[], byte[]> first = inbox.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
    if (first != null) {
      records.add(first);
      inbox.drainTo(records, tools.roundRecords() - 1);
      records.forEach(record -> inboxBytes.addAndGet(-record.serializedValueSize()));
    }
    return records;
  }

  /** False: the effects may be lost with the master that had taken them. */
  private boolean handle(List<ConsumerRecord<byte[], byte[]>> records) throws InterruptedException {
    Round round = Round.of(records, tools.resolver());
    if (gap) {
      round = round.afterGap();
    }
    Optional<Round> done = tools.effects().apply(round);
    if (done.isEmpty()) {
      return false;
    }
    gap = false;
    tools.metrics().applied(done.get());
    tell(done.get());
    return true;
  }

  private void tell(Round round) throws InterruptedException {
    long before = watermark.upTo();
    round.records().stream()
        .filter(PartitionWork::timedByBroker)
        .forEach(record -> watermark.handled(record.timestamp()));
    long next = round.nextOffset();
    log.append(batches.of(round, before, watermark.upTo()), () -> resume.set(next));
  }

  /** A publisher's clock must not move the watermark, should the topic be configured so. */
  private static boolean timedByBroker(ConsumerRecord<byte[], byte[]> record) {
    return record.timestampType() == TimestampType.LOG_APPEND_TIME;
  }
}
