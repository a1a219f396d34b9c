package io.forewarm.client.events;

import io.forewarm.schemas.WriteEvent;
import java.util.concurrent.CompletableFuture;

/** Where the read path leaves what the pipeline should know. Reads never wait for it. */
public interface EventSink extends AutoCloseable {
  /**
   * Returns the counter of a cache key, to be kept in the near entry or asked for again on each
   * read.
   */
  KeyCounter counter(String cacheKey);

  /** How many near hits of a region its counters have counted, as of 100 ms ago. */
  default long nearHits(String region) {
    return 0;
  }

  /** Notes that a key was declared hot, or that it has cooled: what is known is no news. */
  default void declaredHot(String cacheKey, boolean hot) {}

  /** Notes that a user read a key. Never blocks; dropped and counted when the buffer is full. */
  void visit(String user, String cacheKey);

  /**
   * Publishes a write. Completes with the broker's time of the record, milliseconds since 1970,
   * when the broker has acknowledged it; with 0 without Kafka; fails with {@link
   * WritePublishException} when that cannot be had, never silently.
   */
  CompletableFuture<Long> publish(WriteEvent event);

  /** Whether what is published is kept: false for the twin without Kafka. */
  default boolean durable() {
    return true;
  }

  /** Sends what is counted and closes. Bounded in time. */
  @Override
  void close();

  /** The twin for a client without Kafka: counts into nothing, publishing completes at once. */
  EventSink NONE =
      new EventSink() {
        private final KeyCounter unheard = KeyCounter.unheard();

        @Override
        public KeyCounter counter(String cacheKey) {
          return unheard;
        }

        @Override
        public void visit(String user, String cacheKey) {}

        @Override
        public CompletableFuture<Long> publish(WriteEvent event) {
          return CompletableFuture.completedFuture(0L);
        }

        @Override
        public boolean durable() {
          return false;
        }

        @Override
        public void close() {}
      };
}
