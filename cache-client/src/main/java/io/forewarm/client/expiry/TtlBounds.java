package io.forewarm.client.expiry;

import java.time.Duration;

/**
 * Between what the soft TTL of a region may move.
 *
 * @param least the shortest soft TTL, 1 ms or more
 * @param most the longest, not below the shortest
 * @param staleShare of the reads of a value over its life how many may be answered with what the
 *     origin has changed without telling, above 0 and below 1
 */
public record TtlBounds(Duration least, Duration most, double staleShare) {
  private static final double USUAL_STALE_SHARE = 0.05;

  /** Refuses bounds that leave nothing to choose from. */
  public TtlBounds {
    if (least.toMillis() < 1 || most.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "ttlBounds must be 1 ms or more, the longest not below the shortest: "
              + least
              + " to "
              + most);
    }
    if (!(staleShare > 0 && staleShare < 1)) {
      throw new IllegalArgumentException(
          "ttlBounds: staleShare must be above 0 and below 1: " + staleShare);
    }
  }

  /** Bounds under which one read in twenty may see what has changed unannounced. */
  public static TtlBounds of(Duration least, Duration most) {
    return new TtlBounds(least, most, USUAL_STALE_SHARE);
  }

  /** Whether a TTL is within them. */
  public boolean hold(Duration ttl) {
    return ttl.compareTo(least) >= 0 && ttl.compareTo(most) <= 0;
  }

  /** Returns the TTL within them that is nearest, milliseconds. */
  long nearest(long millis) {
    return Math.min(Math.max(millis, least.toMillis()), most.toMillis());
  }
}
