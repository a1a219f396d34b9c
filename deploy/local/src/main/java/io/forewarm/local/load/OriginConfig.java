package io.forewarm.local.load;

import java.time.Duration;

/**
 * How a simulated origin behaves.
 *
 * @param median half of the answers take less
 * @param spread of the logarithm of the latency (lognormal), 0 for none, at most 2
 * @param connections that answer at a time, others queue; 0 for no limit
 * @param seed of the latencies
 */
public record OriginConfig(Duration median, double spread, int connections, long seed) {
  /** Refuses what no origin could do. */
  public OriginConfig {
    if (median.isNegative() || !(spread >= 0 && spread <= 2) || connections < 0) {
      throw new IllegalArgumentException(
          "an origin needs median >= 0, spread 0 to 2, connections >= 0: "
              + median
              + ", "
              + spread
              + ", "
              + connections);
    }
  }

  /** An origin without a limit on its connections. */
  public static OriginConfig of(Duration median, double spread, long seed) {
    return new OriginConfig(median, spread, 0, seed);
  }
}
