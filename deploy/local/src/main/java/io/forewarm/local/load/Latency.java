package io.forewarm.local.load;

import java.util.concurrent.atomic.AtomicLong;

/** Draws lognormal latencies: most near the median, a few far above. Safe for concurrent use. */
final class Latency {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final double UNIT = 0x1.0p-53;

  private final double medianNanos;
  private final double spread;
  private final AtomicLong state;

  Latency(OriginConfig config) {
    this.medianNanos = config.median().toNanos();
    this.spread = config.spread();
    this.state = new AtomicLong(config.seed());
  }

  /** Returns the next latency in nanoseconds. */
  long next() {
    return Math.round(medianNanos * Math.exp(spread * normal()));
  }

  /** Box and Muller's way from two uniform numbers to a normal one. */
  private double normal() {
    double radius = Math.sqrt(-2 * Math.log(uniform()));
    return radius * Math.cos(2 * Math.PI * uniform());
  }

  /** Splitmix64 with a shared state: above 0, at most 1. */
  private double uniform() {
    long z = state.addAndGet(GOLDEN);
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    z ^= z >>> 31;
    return ((z >>> 11) + 1) * UNIT;
  }
}
