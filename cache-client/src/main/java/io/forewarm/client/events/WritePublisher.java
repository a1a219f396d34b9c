package io.forewarm.client.events;

import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.Topic;
import io.forewarm.schemas.WriteEvent;
import io.forewarm.schemas.WriteKey;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes writes in the order in which they are handed over. The caller's thread never waits: one
 * thread of its own does, for metadata and for room, so that a broker that is away costs no reader
 * or writer its thread.
 */
final class WritePublisher implements AutoCloseable {
  private static final int MAX_WAITING = 10_000;
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Producer<String, SpecificRecord> producer;
  private final Topic<WriteEvent> topic;
  private final Duration timeout;
  private final BrokerClock clock;
  private final EventMeters meters;
  private final LongSupplier nanos;
  private final ThreadPoolExecutor sender;
  private volatile boolean closing;

  /**
   * Starts without a connection.
   *
   * @param timeout how long a write may wait until the producer takes it, and again until it is
   *     acknowledged
   */
  WritePublisher(
      Producer<String, SpecificRecord> producer,
      Topic<WriteEvent> topic,
      Duration timeout,
      BrokerClock clock,
      EventMeters meters,
      LongSupplier nanos) {
    this.producer = producer;
    this.topic = topic;
    this.timeout = timeout;
    this.clock = clock;
    this.meters = meters;
    this.nanos = nanos;
    this.sender =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            task -> {
              Thread thread = new Thread(task, "forewarm-writes");
              thread.setDaemon(true);
              return thread;
            });
  }

  CompletableFuture<Long> publish(WriteEvent event) {
    Publication publication = new Publication(event, nanos.getAsLong() + timeout.toNanos());
    try {
      sender.execute(publication);
    } catch (RejectedExecutionException e) {
      String cause =
          closing ? "the client is closed" : MAX_WAITING + " writes wait for the broker already";
      publication.fail(cause, e);
    }
    return publication.result;
  }

  @Override
  public void close() {
    sender.shutdown();
    long end = System.nanoTime() + CLOSE.toNanos();
    boolean interrupted = false;
    try {
      closing = !sender.awaitTermination(CLOSE.toMillis() / 2, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    closing = true;
    producer.close(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** One write on its way. */
  private final class Publication implements Runnable {
    final CompletableFuture<Long> result = new CompletableFuture<>();
    private final WriteEvent event;
    private final long deadline;
    private boolean refused;

    Publication(WriteEvent event, long deadline) {
      this.event = event;
      this.deadline = deadline;
    }

    /** Hands the write to the producer, again and again while that has no metadata or no room. */
    @Override
    public void run() {
      String key = WriteKey.of(event);
      int partition = CacheKey.partition(key, topic.partitions());
      ProducerRecord<String, SpecificRecord> record =
          new ProducerRecord<>(topic.name(), partition, key, event);
      do {
        refused = false;
        send(record);
      } while (refused);
    }

    private void send(ProducerRecord<String, SpecificRecord> record) {
      Thread sending = Thread.currentThread();
      long sentNanos = nanos.getAsLong();
      try {
        producer.send(
            record,
            (metadata, failure) -> {
              if (failure == null) {
                acknowledged(metadata, sentNanos);
              } else if (failure instanceof TimeoutException
                  && Thread.currentThread() == sending
                  && mayRetry()) {
                refused = true; // never taken, so it cannot become two
              } else {
                fail(failure);
              }
            });
      } catch (RuntimeException e) {
        fail(e);
      }
    }

    private boolean mayRetry() {
      return !closing && nanos.getAsLong() - deadline < 0;
    }

    private void acknowledged(RecordMetadata metadata, long sentNanos) {
      if (metadata.hasTimestamp()) {
        clock.learn(
            new TopicPartition(topic.name(), metadata.partition()),
            sentNanos,
            nanos.getAsLong(),
            metadata.timestamp());
      }
      meters.writesPublished().increment();
      result.complete(metadata.hasTimestamp() ? metadata.timestamp() : 0L);
    }

    private void fail(Exception cause) {
      fail(closing ? "the client was closed" : String.valueOf(cause.getMessage()), cause);
    }

    private void fail(@Nullable String why, Exception cause) {
      meters.writesFailed().increment();
      result.completeExceptionally(WritePublishException.of(event, topic.name(), why, cause));
    }
  }
}
