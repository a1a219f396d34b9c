package io.forewarm.client.stampede;

/**
 * XFetch: before a value expires each read refreshes it with a probability that grows as the expiry
 * comes near, the more so the longer its load takes (Vattani, Chierichetti, Lowenstein: Optimal
 * Probabilistic Cache Stampede Prevention, VLDB 2015). Pure.
 */
public final class EarlyRefresh {
  /**
   * How many load times before the expiry a refresh is all but impossible: e^-10 is 1 in 22,000.
   */
  private static final double HORIZON = 10;

  private EarlyRefresh() {}

  /**
   * Whether a read refreshes now.
   *
   * @param remainingMicros time to the expiry
   * @param loadMicros how long the last load took
   * @param beta weight, 0 for never, 1 for the optimum of the paper
   * @param random uniform, above 0 to 1
   */
  public static boolean due(double remainingMicros, double loadMicros, double beta, double random) {
    return beta > 0 && -loadMicros * beta * Math.log(random) >= remainingMicros;
  }

  /** Returns how long before the expiry it can be due at all, microseconds. */
  public static double horizonMicros(double loadMicros, double beta) {
    return loadMicros * beta * HORIZON;
  }
}
