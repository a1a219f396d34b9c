package io.forewarm.client;

import io.forewarm.client.redis.Envelope;

/**
 * What is done about an origin that answers as before a write for a while, as one does that reads
 * from a replica of its own. A value that was loaded so soon lives as long as its write is old: one
 * from before the write outlives the replica's lag by that lag at most, and a write costs a few
 * loads, since their distance doubles. Pure.
 *
 * @param millis how long the origin may lag, 0 for not at all
 */
record OriginLag(long millis) {
  /** The shortest life. */
  static final long SHORTEST_MILLIS = 50;

  /** How old a write is at a time of the same clock; {@link VoidedRanges#NEVER}: very old. */
  static long age(long writtenAt, long now) {
    return writtenAt == VoidedRanges.NEVER ? Long.MAX_VALUE : now - writtenAt;
  }

  /** Whether the origin may still answer as before a write of this age, milliseconds. */
  boolean hides(long age) {
    return millis > 0 && age < millis;
  }

  /** How long a value may live that was loaded when the last write had this age. */
  long lifeMillis(long age) {
    return hides(age) ? Math.max(SHORTEST_MILLIS, Math.min(age, leftMillis(age))) : Long.MAX_VALUE;
  }

  /** For how long the write must be remembered, so that the next load knows of it. */
  long leftMillis(long age) {
    return hides(age) ? Math.min(millis, millis - age) : 0;
  }

  /**
   * Whether a value was loaded while the origin may have lagged behind a write of its key: its life
   * was cut by {@link #lifeMillis}.
   */
  boolean cut(Envelope value) {
    long longest = millis + SHORTEST_MILLIS + value.loadMicros() / 1000;
    return millis > 0
        && value.writtenAt() != 0
        && value.softExpiresAt() - value.writtenAt() <= longest;
  }
}
