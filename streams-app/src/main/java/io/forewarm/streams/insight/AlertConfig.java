package io.forewarm.streams.insight;

import java.time.Duration;

/**
 * When it is said that the reads of a hot key still reach Redis.
 *
 * @param unmitigatedShare from this share of its reads on, above 0, below 1
 * @param leastReadsPerSecond of the key that reach Redis: fewer are no matter, 0 or more
 * @param settle what clients take to keep a key near that has become hot, 0 or more; then a whole
 *     window must pass
 * @param largeBytes size of a value from which on that is named as the cause, 1 or more
 * @param exit an alert goes on down to this fraction of share and reads, above 0 to 1
 */
public record AlertConfig(
    double unmitigatedShare,
    double leastReadsPerSecond,
    Duration settle,
    long largeBytes,
    double exit) {
  /** The defaults: half of the reads, 50 a second, 5 s, 8 MiB, 80 %. */
  public static final AlertConfig DEFAULT =
      new AlertConfig(0.5, 50, Duration.ofSeconds(5), 8 << 20, 0.8);

  /** Refuses what would always or never be said. */
  public AlertConfig {
    if (!(unmitigatedShare > 0 && unmitigatedShare < 1)) {
      throw new IllegalArgumentException(
          "alerts.unmitigated-share must be above 0 and below 1: " + unmitigatedShare);
    }
    if (!(leastReadsPerSecond >= 0)) {
      throw new IllegalArgumentException(
          "alerts.least-reads-per-second must be >= 0: " + leastReadsPerSecond);
    }
    if (settle.isNegative()) {
      throw new IllegalArgumentException("alerts.settle must be >= 0: " + settle);
    }
    if (largeBytes < 1) {
      throw new IllegalArgumentException("alerts.large-bytes must be > 0: " + largeBytes);
    }
    if (!(exit > 0 && exit <= 1)) {
      throw new IllegalArgumentException("alerts.exit must be above 0, to 1: " + exit);
    }
  }
}
