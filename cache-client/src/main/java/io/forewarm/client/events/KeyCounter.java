package io.forewarm.client.events;

import java.util.concurrent.atomic.LongAdder;

/**
 * What this process has done with one cache key since the last flush. Lives inside the near entry
 * of the key, so that counting a hit costs no second lookup and allocates nothing. Safe for
 * concurrent use.
 */
public final class KeyCounter {
  final LongAdder nearHits = new LongAdder();
  final LongAdder redisHits = new LongAdder();
  final LongAdder staleHits = new LongAdder();
  final LongAdder misses = new LongAdder();
  final LongAdder loads = new LongAdder();
  final LongAdder loadFailures = new LongAdder();
  final LongAdder loadMicros = new LongAdder();
  final LongAdder writes = new LongAdder();
  volatile int sizeBytes;
  volatile long softExpiresAt = -1;

  /** A read was answered by the near cache. */
  public void nearHit(boolean stale) {
    nearHits.increment();
    if (stale) {
      staleHits.increment();
    }
  }

  /** A read was answered by Redis. */
  public void redisHit(boolean stale) {
    redisHits.increment();
    if (stale) {
      staleHits.increment();
    }
  }

  /** A read had to wait for the origin, or for another reader's load. */
  public void miss() {
    misses.increment();
  }

  /** A load ended. */
  public void load(long micros, boolean failed) {
    loads.increment();
    loadMicros.add(micros);
    if (failed) {
      loadFailures.increment();
    }
  }

  /** An update, put or invalidation by this process. */
  public void write() {
    writes.increment();
  }

  /**
   * What the value looked like when last seen.
   *
   * @param bytes size in Redis
   * @param softExpiry Redis time, milliseconds since 1970
   */
  public void seen(int bytes, long softExpiry) {
    sizeBytes = bytes;
    softExpiresAt = softExpiry;
  }
}
