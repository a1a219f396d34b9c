package io.forewarm.streams.maintenance;

import java.util.concurrent.TimeUnit;

/**
 * Judges how much of one master's memory must go, and when to look again: from the high watermark
 * on, down to the low one; both lie lower by what will have come by the next look, as memory has
 * grown of late. Pure but for what it remembers; of one thread.
 */
final class PressurePolicy {
  /** A Redis is taken to fill as fast at any time. */
  private static final double LIKELY_BYTES_PER_NANO = 0.05;

  private static final double SOONEST = TimeUnit.MILLISECONDS.toNanos(20);
  private static final double LATEST = TimeUnit.SECONDS.toNanos(1);

  /** Weight of the last interval in what is known of growth: what was seen once may come again. */
  private static final double MORE = 0.5;

  private static final double LESS = 0.01;

  /** Intervals that are provided for: this one and the next. */
  private static final double AHEAD = 2;

  /** Share of the capacity that is provided for growth, at most. */
  private static final double MOST_AHEAD = 0.1;

  private final EvictorConfig config;
  private boolean above;
  private long lastUsed = -1;
  private long lastAt;
  private long freed;
  private double grown;

  PressurePolicy(EvictorConfig config) {
    this.config = config;
  }

  /**
   * What a master says.
   *
   * @param used bytes
   * @param capacity bytes that it may use, above 0
   * @param at monotonic time, nanoseconds
   */
  record Memory(long used, long capacity, long at) {
    double share(double part) {
      return part * capacity;
    }
  }

  /** Takes that bytes were evicted. */
  void freed(long bytes) {
    freed += bytes;
  }

  /** Returns how many bytes must go now. */
  long excess(Memory now) {
    grow(now);
    double ahead = Math.min(now.share(MOST_AHEAD), AHEAD * grown);
    double low = now.share(config.lowWatermark()) - ahead;
    above = now.used() > (above ? low : now.share(config.highWatermark()) - ahead);
    return above ? (long) Math.max(0, now.used() - low) : 0;
  }

  /** Learns how much comes between two looks. */
  private void grow(Memory now) {
    if (lastUsed >= 0 && now.at() - lastAt < LATEST / 2) {
      double came = Math.max(0, now.used() - lastUsed + freed);
      grown += (came > grown ? MORE : LESS) * (came - grown);
    }
    lastUsed = now.used();
    lastAt = now.at();
    freed = 0;
  }

  /**
   * Returns how fast memory must go, 0 to 1: 1 from the high watermark on, 0 up to the middle
   * between the two.
   */
  double urgency(Memory now) {
    double high = now.share(config.highWatermark());
    double calm = (high + now.share(config.lowWatermark())) / 2;
    return Math.max(0, Math.min(1, (now.used() - calm) / (high - calm)));
  }

  /** Returns in how many nanoseconds the master should be looked at again, if nothing must go. */
  long nextLook(Memory now) {
    double room = Math.max(0, now.share(config.highWatermark()) - now.used());
    return (long) Math.max(SOONEST, Math.min(LATEST, room / LIKELY_BYTES_PER_NANO));
  }
}
