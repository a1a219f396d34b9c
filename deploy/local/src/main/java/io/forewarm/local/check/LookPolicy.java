package io.forewarm.local.check;

import io.forewarm.streams.inspect.Visibility;

/** Judges one look. Pure: no Kafka, no Redis, no clock. */
final class LookPolicy {
  private LookPolicy() {}

  /**
   * Judges.
   *
   * @param redis what Redis serves
   * @param near what the near cache serves; {@link Visibility#CURRENT} where it has nothing
   * @param applied whether the worker said, before the look, that the write has taken effect
   * @param overdue whether Redis has had the write for longer than near reads may be behind
   */
  static Finding judge(Visibility redis, Visibility near, boolean applied, boolean overdue) {
    if (redis != Visibility.CURRENT) {
      if (!applied) {
        return Finding.LAGGING;
      }
      return redis == Visibility.OLDER ? Finding.STALE_IN_REDIS : Finding.UNPROVEN;
    }
    if (near == Visibility.CURRENT) {
      return Finding.VISIBLE;
    }
    if (near == Visibility.OLDER && (applied || overdue)) {
      return Finding.STALE_NEAR;
    }
    return applied ? Finding.UNPROVEN : Finding.NEAR_WITHIN_BOUND;
  }
}
