package io.forewarm.local.simulation;

import java.time.Duration;

/** Counts of a simulated cache. */
final class Figures {
  private static final double HIT_MS = 1;

  long requests;
  long hits;
  long demanded;
  long speculative;
  long useful;

  long loads() {
    return demanded + speculative;
  }

  double hitRatio() {
    return requests == 0 ? 0 : (double) hits / requests;
  }

  /** Mean latency of a read, milliseconds: a hit takes 1 ms. */
  double meanMs(Duration loadTime) {
    return HIT_MS + (1 - hitRatio()) * loadTime.toMillis();
  }

  /** The latency that one read in a hundred exceeds, milliseconds. */
  double p99Ms(Duration loadTime) {
    return HIT_MS + (1 - hitRatio() > 0.01 ? loadTime.toMillis() : 0);
  }
}
