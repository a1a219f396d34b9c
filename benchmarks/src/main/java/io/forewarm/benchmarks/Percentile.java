package io.forewarm.benchmarks;

/** The value below which a share of all values lies, by the nearest rank. */
final class Percentile {
  private Percentile() {}

  /**
   * Returns one of the values.
   *
   * @param ascending one or more values
   * @param share 0 to 1
   */
  static double of(double[] ascending, double share) {
    return ascending[(int) Math.min(ascending.length - 1L, Math.round(share * ascending.length))];
  }
}
