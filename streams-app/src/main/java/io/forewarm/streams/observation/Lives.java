package io.forewarm.streams.observation;

import io.forewarm.schemas.Rule;
import java.time.Duration;

/**
 * How long values live where nobody but a rule can say it.
 *
 * @param softMs for how long they are fresh, 1 or more
 * @param hardMs for how long they are kept, at least as long
 */
record Lives(long softMs, long hardMs) {
  /** What a region of the client makes of its soft TTL unless it says more. */
  private static final int HARD_BY_SOFT = 10;

  /**
   * Reads a rule.
   *
   * @param life for how long values are fresh where the rule does not say it
   */
  static Lives of(Rule rule, Duration life) {
    Long ruledSoft = rule.getSoftTtlMs();
    Long ruledHard = rule.getHardTtlMs();
    long soft = ruledSoft == null ? life.toMillis() : ruledSoft;
    return new Lives(soft, Math.max(soft, ruledHard == null ? soft * HARD_BY_SOFT : ruledHard));
  }
}
