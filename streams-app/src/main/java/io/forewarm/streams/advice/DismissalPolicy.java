package io.forewarm.streams.advice;

import io.forewarm.schemas.Dismissal;

/**
 * Judges whether a recommendation is still the one that was dismissed: for 30 days, and as long as
 * its number has not doubled or halved. Pure: no Kafka, no Redis, no clock.
 */
final class DismissalPolicy {
  private static final long LONGEST_MS = 30L * 24 * 3_600_000;
  private static final double MUCH = 2;

  /**
   * Returns whether it stays away.
   *
   * @param nowMs milliseconds since 1970
   */
  boolean hides(Dismissal dismissed, Recommendation now, long nowMs) {
    double ratio = now.measured() / dismissed.getMeasured();
    return nowMs - dismissed.getAt() < LONGEST_MS && ratio < MUCH && ratio > 1 / MUCH;
  }
}
