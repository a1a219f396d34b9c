package io.forewarm.client;

import io.forewarm.client.events.EventSink;
import io.forewarm.client.events.KeyCounter;
import io.forewarm.schemas.WriteEvent;
import io.forewarm.schemas.WriteOperation;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Tells the pipeline what another cache does: a Redisson map, Spring's cache, Jedis, whatever. It
 * needs Kafka only; it reads and writes nothing in Redis, and the cache's own values stay as they
 * are. Telling costs a counter, never waits, and never fails but for {@link #wrote}. Keys are cache
 * keys, {@code region:key}, the same that a region of Forewarm would give them later.
 *
 * <p>A process needs one, shared by all threads.
 */
public final class CacheObserver implements AutoCloseable {
  private static final long UNKNOWN_EXPIRY = -1;

  private final String service;
  private final EventSink events;
  private final boolean ownsEvents;

  private CacheObserver(String service, EventSink events, boolean ownsEvents) {
    this.service = service;
    this.events = events;
    this.ownsEvents = ownsEvents;
  }

  static CacheObserver alone(String service, EventSink events) {
    return new CacheObserver(service, events, true);
  }

  static CacheObserver beside(String service, EventSink events) {
    return new CacheObserver(service, events, false);
  }

  /**
   * Connects a service; does not wait for Kafka.
   *
   * @param config what it says of Redis is not used
   * @throws IllegalArgumentException if it has no Kafka
   */
  public static CacheObserver connect(ForewarmConfig config) {
    return Connection.observer(config);
  }

  /** The cache had the value. */
  public void hit(String cacheKey) {
    counter(cacheKey).redisHit(false);
  }

  /**
   * The cache did not have the value, and the caller has loaded it from the origin.
   *
   * @param took how long the load took, and so the reader waited
   * @param bytes size of the value as it is stored; 0 if unknown
   */
  public void loaded(String cacheKey, Duration took, int bytes) {
    long micros = took.toNanos() / 1_000;
    KeyCounter counter = counter(cacheKey);
    counter.seen(bytes, UNKNOWN_EXPIRY);
    counter.miss();
    counter.waited(micros);
    counter.load(micros, false, 0);
  }

  /** The cache did not have the value, and the origin could not be loaded. */
  public void failed(String cacheKey, Duration took) {
    long micros = took.toNanos() / 1_000;
    KeyCounter counter = counter(cacheKey);
    counter.miss();
    counter.waited(micros);
    counter.load(micros, true, 0);
  }

  /** A user has read a key: what users read next is learnt from this. Tell hit or load as well. */
  public void visit(String user, String cacheKey) {
    Writes.checkRegion(cacheKey);
    events.visit(user, cacheKey);
  }

  /**
   * The origin has changed, and the cache has removed the value. Where Forewarm acts for the key,
   * the event makes what it keeps void everywhere.
   *
   * @return completes when the broker has the event; fails with {@link
   *     io.forewarm.client.events.WritePublishException} if it will not have it. Who only observes
   *     need not look
   */
  public CompletableFuture<Void> wrote(String cacheKey) {
    counter(cacheKey).write();
    return publish(cacheKey);
  }

  /**
   * As {@link #wrote(String)}, but the cache now has the new value: no reader waits for it.
   *
   * @param bytes size of the value as it is stored; 0 if unknown
   */
  public CompletableFuture<Void> replaced(String cacheKey, int bytes) {
    KeyCounter counter = counter(cacheKey);
    counter.seen(bytes, UNKNOWN_EXPIRY);
    counter.write();
    counter.valueWritten();
    return publish(cacheKey);
  }

  private CompletableFuture<Void> publish(String cacheKey) {
    return events
        .publish(
            WriteEvent.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setOperation(WriteOperation.WRITE)
                .setKeys(List.of(cacheKey))
                .setSource(service)
                .build())
        .thenAccept(at -> {});
  }

  private KeyCounter counter(String cacheKey) {
    Writes.checkRegion(cacheKey);
    return events.counter(cacheKey);
  }

  /** Reports what was counted and closes; bounded in time. That of a client closes with it. */
  @Override
  public void close() {
    if (ownsEvents) {
      events.close();
    }
  }
}
