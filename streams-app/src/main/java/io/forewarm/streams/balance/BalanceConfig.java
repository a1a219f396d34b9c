package io.forewarm.streams.balance;

import java.time.Duration;

/**
 * When the reads of a cluster's masters are out of balance.
 *
 * @param every how often the masters are asked, 100 ms to 10 min; rates are means over as long
 * @param imbalance a master is out of balance from this multiple of the mean of all, above 1
 * @param balanced and until it is below this one, 1 to {@code imbalance}
 * @param leastReadsPerSecond mean of all masters below which nothing is judged, 0 or more
 */
public record BalanceConfig(
    Duration every, double imbalance, double balanced, double leastReadsPerSecond) {
  /** The defaults: every 5 s, from 1.5 times the mean, down to 1.3, from 100 reads a second. */
  public static final BalanceConfig DEFAULT =
      new BalanceConfig(Duration.ofSeconds(5), 1.5, 1.3, 100);

  /** Refuses what would always or never be out of balance. */
  public BalanceConfig {
    if (every.toMillis() < 100 || every.toMinutes() > 10) {
      throw new IllegalArgumentException("balance.every must be 100 ms to 10 min: " + every);
    }
    if (!(imbalance > 1)) {
      throw new IllegalArgumentException("balance.imbalance must be above 1: " + imbalance);
    }
    if (!(balanced >= 1 && balanced <= imbalance)) {
      throw new IllegalArgumentException(
          "balance.balanced must be 1 to imbalance " + imbalance + ": " + balanced);
    }
    if (!(leastReadsPerSecond >= 0)) {
      throw new IllegalArgumentException(
          "balance.least-reads-per-second must be >= 0: " + leastReadsPerSecond);
    }
  }
}
