package io.forewarm.client.near;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Keys that this process itself reads often right now: a table of counters by hash, halved every
 * {@value #SPAN_MILLIS} ms. Two keys that share a counter may both be taken for hot, which only
 * costs a place in the near cache.
 */
public final class LocalHeat {
  /** How often the counters are halved. */
  public static final int SPAN_MILLIS = 100;

  private static final int PLACES = 1 << 13;

  private final AtomicIntegerArray counts = new AtomicIntegerArray(PLACES);
  private final int threshold;

  /**
   * Creates a detector.
   *
   * @param readsPerSpan from this many reads of a key in a span on it is a suspect, 1 or more
   */
  public LocalHeat(int readsPerSpan) {
    this.threshold = readsPerSpan;
  }

  /** Notes a read; true: the key is a suspect. */
  public boolean read(long hash) {
    return counts.incrementAndGet((int) hash & (PLACES - 1)) >= threshold;
  }

  /** Halves all counters. To be called every {@value #SPAN_MILLIS} ms. */
  public void halve() {
    for (int i = 0; i < PLACES; i++) {
      if (counts.get(i) != 0) {
        counts.updateAndGet(i, count -> count / 2);
      }
    }
  }
}
