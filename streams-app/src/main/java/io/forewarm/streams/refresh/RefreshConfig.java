package io.forewarm.streams.refresh;

import java.time.Duration;

/**
 * When a hot value is loaded again before it expires.
 *
 * @param leadAtLeast how long before the soft expiry the order is given, at least
 * @param loadsAhead and at least this many mean load times before it
 * @param flushInterval of the clients: how old a report may be, added to both
 * @param tolerance how far two estimates of one soft expiry may lie apart, and the broker's clock
 *     from that of Redis
 * @param grace how long after the soft expiry an order is still worth executing
 */
public record RefreshConfig(
    Duration leadAtLeast,
    double loadsAhead,
    Duration flushInterval,
    Duration tolerance,
    Duration grace) {
  /** The defaults: 2 s or 3 loads, and 2 s for the flush; 500 ms tolerance, 2 s grace. */
  public static final RefreshConfig DEFAULT =
      new RefreshConfig(
          Duration.ofSeconds(2),
          3,
          Duration.ofSeconds(2),
          Duration.ofMillis(500),
          Duration.ofSeconds(2));

  /** Refuses negative times. */
  public RefreshConfig {
    if (leadAtLeast.isNegative()
        || flushInterval.isNegative()
        || tolerance.isNegative()
        || grace.isNegative()) {
      throw new IllegalArgumentException("refresh: lead, flush, tolerance, grace must be >= 0");
    }
    if (!(loadsAhead >= 0)) {
      throw new IllegalArgumentException("refresh.loads-ahead must be >= 0: " + loadsAhead);
    }
  }
}
