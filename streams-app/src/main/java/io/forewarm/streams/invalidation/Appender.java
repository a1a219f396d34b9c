package io.forewarm.streams.invalidation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends records until the broker has acknowledged them, however long that takes. */
public final class Appender {
  private static final Logger LOG = LoggerFactory.getLogger(Appender.class);

  private final Producer<byte[], byte[]> producer;

  /** Takes a producer, which stays open. */
  public Appender(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /** Makes a record, which may fail, and sends it once; the future fails if either does. */
  CompletableFuture<Void> send(Supplier<ProducerRecord<byte[], byte[]>> record) {
    CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    try {
      var unused =
          producer.send(record.get(), (metadata, failure) -> answer(acknowledged, failure));
    } catch (InterruptException e) {
      throw e;
    } catch (RuntimeException e) {
      acknowledged.completeExceptionally(e);
    }
    return acknowledged;
  }

  private static void answer(CompletableFuture<Void> acknowledged, @Nullable Exception failure) {
    if (failure == null) {
      acknowledged.complete(null);
    } else {
      acknowledged.completeExceptionally(failure);
    }
  }

  /**
   * Waits for what was sent, and sends it again until it is acknowledged.
   *
   * @throws Unacceptable the broker will never take this record
   */
  void settle(CompletableFuture<Void> sent, Supplier<ProducerRecord<byte[], byte[]>> record)
      throws InterruptedException {
    Backoff backoff = new Backoff();
    CompletableFuture<Void> attempt = sent;
    while (true) {
      try {
        attempt.get();
        return;
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RecordTooLargeException) {
          throw new Unacceptable(e.getCause());
        }
        LOG.warn("append failed, trying again", e.getCause());
        backoff.await();
        attempt = send(record);
      }
    }
  }

  /** Sends a record once, to be settled later. */
  public Pending begin(Supplier<ProducerRecord<byte[], byte[]>> record) {
    return new Pending(record);
  }

  /** A record on its way, of which no promise hangs on its size. */
  public final class Pending {
    private final Supplier<ProducerRecord<byte[], byte[]>> record;
    private final CompletableFuture<Void> sent;

    private Pending(Supplier<ProducerRecord<byte[], byte[]>> record) {
      this.record = record;
      this.sent = send(record);
    }

    /** Waits until it is acknowledged, or known to be too large for its topic. */
    public void settle() throws InterruptedException {
      try {
        Appender.this.settle(sent, record);
      } catch (Unacceptable e) {
        LOG.error("a record is given up; what was made stale because of it stays so", e);
      }
    }
  }

  /** A record that is too large for its topic. */
  static final class Unacceptable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unacceptable(Throwable cause) {
      super("the broker will never take the record", cause);
    }
  }
}
