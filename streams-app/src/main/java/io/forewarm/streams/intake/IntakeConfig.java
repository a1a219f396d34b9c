package io.forewarm.streams.intake;

import java.time.Duration;

/**
 * What a report may look like.
 *
 * @param longestInterval longest interval that a report may cover
 * @param largestCount largest value of any counter
 * @param clockSkew how far a record's timestamp may be ahead of this machine's clock
 */
public record IntakeConfig(Duration longestInterval, long largestCount, Duration clockSkew) {
  /** The defaults: 10 minutes, 10^12, 1 hour. */
  public static final IntakeConfig DEFAULT =
      new IntakeConfig(Duration.ofMinutes(10), 1_000_000_000_000L, Duration.ofHours(1));

  /** Refuses limits under which no report would pass. */
  public IntakeConfig {
    if (longestInterval.isNegative() || longestInterval.isZero()) {
      throw new IllegalArgumentException("intake.longest-interval must be > 0: " + longestInterval);
    }
    if (largestCount < 1) {
      throw new IllegalArgumentException("intake.largest-count must be > 0: " + largestCount);
    }
    if (clockSkew.isNegative()) {
      throw new IllegalArgumentException("intake.clock-skew must be >= 0: " + clockSkew);
    }
  }
}
