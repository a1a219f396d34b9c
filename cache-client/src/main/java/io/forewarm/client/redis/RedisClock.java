package io.forewarm.client.redis;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The clock of Redis as this process knows it: its own monotonic clock, and the distance between
 * the two as the quickest of the recent answers showed it. Safe for concurrent use.
 */
final class RedisClock {
  /** After this long an answer counts no more if there is any younger one: clocks drift. */
  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final LongSupplier nanos;
  private volatile Sample best;

  /** A measured distance. An answer that took longer says less about when Redis looked. */
  private record Sample(long offsetNanos, long roundTripNanos, long takenAt) {}

  /**
   * @param nanos monotonic, nanoseconds
   * @param guessMillis the time until Redis has told its own, milliseconds since 1970
   */
  RedisClock(LongSupplier nanos, long guessMillis) {
    this.nanos = nanos;
    long now = nanos.getAsLong();
    long offset = TimeUnit.MILLISECONDS.toNanos(guessMillis) - now;
    this.best = new Sample(offset, Long.MAX_VALUE, now);
  }

  /** The time of Redis, milliseconds since 1970. */
  long now() {
    return TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() + best.offsetNanos());
  }

  /** Learns from an answer that was asked for at a moment and has just come. */
  void learn(long askedNanos, long redisMillis) {
    long now = nanos.getAsLong();
    long roundTrip = now - askedNanos;
    Sample known = best;
    if (roundTrip <= known.roundTripNanos() || now - known.takenAt() > WINDOW_NANOS) {
      long middle = askedNanos + roundTrip / 2;
      // Redis says the millisecond that it is in: on average it is half a millisecond further.
      long redisNanos = TimeUnit.MILLISECONDS.toNanos(redisMillis) + 500_000;
      best = new Sample(redisNanos - middle, roundTrip, now);
    }
  }
}
