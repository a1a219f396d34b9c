package io.forewarm.streams.behaviour;

/** Hashes and coarse steps of what a chance may depend on. */
final class Contexts {
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private Contexts() {}

  static long of(long a, long b) {
    long hash = (a ^ MIX) * MIX;
    hash = (hash ^ (hash >>> 29) ^ b) * MIX;
    return hash ^ (hash >>> 32);
  }

  static long of(long a, long b, long c) {
    return of(of(a, b), c);
  }

  static long of(long a, long b, long c, long d) {
    return of(of(a, b, c), d);
  }

  /** Steps of a factor of 1.6, from 0 to 15. */
  static int scale(double value) {
    if (value <= 0) {
      return 0;
    }
    return (int) Math.max(0, Math.min(15, Math.round(Math.log(value) / Math.log(2) * 1.5 + 7)));
  }

  /** Steps of a probability, 0 for none at all. */
  static int step(double probability, int steps) {
    return probability <= 0 ? 0 : 1 + (int) (Math.min(0.999, probability) * steps);
  }

  /** Steps of how often something was seen. */
  static int amount(int times) {
    return times <= 2 ? times : times <= 4 ? 3 : times <= 8 ? 4 : times < 30 ? 5 : 6;
  }
}
