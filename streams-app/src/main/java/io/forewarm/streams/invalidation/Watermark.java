package io.forewarm.streams.invalidation;

/**
 * Up to which broker time every write of one partition has taken effect. Pure; one thread at a
 * time.
 *
 * <p>It stays one millisecond behind the last handled record: a broker gives the same append time
 * to all records of a millisecond, so a later one may still carry it. It never falls: where a
 * leader's clock steps back (or a new leader's clock is behind) it stands still until append times
 * have passed it again. Records of such a step carry times that were claimed already; that is the
 * one error that it can have, and it is no larger than the step. Handling older records again,
 * after a change of the Redis master, leaves it where it is in the same way.
 */
final class Watermark {
  private long newest;

  /** Notes that a record and all before it in its partition have taken effect. */
  void handled(long appendedAt) {
    newest = Math.max(newest, appendedAt);
  }

  /** The time that may be claimed, milliseconds since 1970; 0 before the first record. */
  long upTo() {
    return Math.max(0, newest - 1);
  }

  /** The highest append time of a handled record, milliseconds since 1970; 0 if there is none. */
  long newest() {
    return newest;
  }
}
