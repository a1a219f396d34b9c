package io.forewarm.streams.behaviour;

/** How often something happened lately, over spans from a fifth of the horizon to 144 times it. */
final class Rates {
  /** Number of spans. */
  static final int SPANS = 5;

  private static final double[] HORIZONS = {0.2, 1, 6, 24, 144};

  private final double[] counts = new double[SPANS];
  private long at;

  /** Counts one. */
  void add(long now, long horizonMs) {
    decay(now, horizonMs);
    for (int span = 0; span < SPANS; span++) {
      counts[span]++;
    }
  }

  /** How many there are in one span of that length, going by the last so many horizons. */
  double perSpan(int span, long now, long horizonMs) {
    decay(now, horizonMs);
    return span < 2 ? counts[span] : counts[span] / HORIZONS[span];
  }

  private void decay(long now, long horizonMs) {
    if (now <= at) {
      return;
    }
    double horizons = (double) (now - at) / horizonMs;
    for (int span = 0; span < SPANS; span++) {
      counts[span] *= Math.exp(-horizons / HORIZONS[span]);
    }
    at = now;
  }
}
