package io.forewarm.streams.insight;

import java.time.Duration;

/**
 * Spans of the statistics.
 *
 * @param span length of a span
 * @param grace how long a span waits for the sums of slower partitions
 * @param keep how long a closed span is remembered, so that nothing is counted twice after a crash
 */
public record InsightConfig(Duration span, Duration grace, Duration keep) {
  /** The defaults: spans of 1 s, 3 s grace, remembered 60 s. */
  public static final InsightConfig DEFAULT =
      new InsightConfig(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(60));

  /** Refuses spans without length, and a memory shorter than the grace. */
  public InsightConfig {
    if (span.toMillis() < 1) {
      throw new IllegalArgumentException("insight.span must be >= 1 ms: " + span);
    }
    if (grace.isNegative() || keep.compareTo(grace) <= 0) {
      throw new IllegalArgumentException(
          "insight.keep must be above insight.grace >= 0: " + keep + ", " + grace);
    }
  }
}
