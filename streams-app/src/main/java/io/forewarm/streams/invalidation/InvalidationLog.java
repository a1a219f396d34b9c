package io.forewarm.streams.invalidation;

import io.forewarm.schemas.InvalidationBatch;
import io.forewarm.schemas.Topic;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Tells the clients, in one partition of {@code invalidations}, what has taken effect. One record
 * is on its way at a time: if an earlier one failed, a later one must not claim its time. So the
 * next round's effects run while the last round's record travels.
 */
final class InvalidationLog {
  private final Topic<InvalidationBatch> topic;
  private final Serializer<InvalidationBatch> writer;
  private final Appender appender;
  private @Nullable Supplier<ProducerRecord<byte[], byte[]>> record;
  private CompletableFuture<Void> sent = CompletableFuture.completedFuture(null);

  InvalidationLog(
      Topic<InvalidationBatch> topic, Serializer<InvalidationBatch> writer, Appender appender) {
    this.topic = topic;
    this.writer = writer;
    this.appender = appender;
  }

  /**
   * Appends the records of a round after everything before, and returns without waiting for the
   * last of them.
   *
   * @param acknowledged called on a thread of the producer when the broker has all of them
   */
  void append(List<InvalidationBatch> batches, Runnable acknowledged) throws InterruptedException {
    for (InvalidationBatch batch : batches) {
      settle();
      Supplier<ProducerRecord<byte[], byte[]>> next = () -> toRecord(batch);
      record = next;
      sent = appender.send(next);
    }
    sent = sent.thenRun(acknowledged);
  }

  /** Waits until the last record is acknowledged. */
  void settle() throws InterruptedException {
    Supplier<ProducerRecord<byte[], byte[]>> last = record;
    if (last != null) {
      appender.settle(sent, last);
    }
  }

  private ProducerRecord<byte[], byte[]> toRecord(InvalidationBatch batch) {
    byte[] value = writer.serialize(topic.name(), batch);
    return new ProducerRecord<>(topic.name(), batch.getPartition(), null, value);
  }
}
