package io.forewarm.client;

import java.time.Duration;

/**
 * What a region does about an origin that fails or is slow. Stale values are served meanwhile, up
 * to the hard TTL.
 *
 * @param maxLoads loads that run at a time in this process, 1 or more; further ones wait in line
 * @param loadTimeout after this a load counts as failed, 1 ms or more
 * @param retries further tries of a failed load, 0 to 10
 * @param firstPause until the first retry at least, and how long a failed key is left alone at
 *     first, 1 ms or more
 * @param longestPause between retries, and how long a key that fails again and again is left alone,
 *     at least the first pause
 * @param breakerPercent of the last 50 loads that fail open the circuit breaker, 1 to 100
 * @param breakerPause until an open breaker tries the origin again, 1 ms or more
 */
public record FailurePolicy(
    int maxLoads,
    Duration loadTimeout,
    int retries,
    Duration firstPause,
    Duration longestPause,
    int breakerPercent,
    Duration breakerPause) {

  /** 128 loads at a time, of 30 s at most, 1 retry, pauses of 50 ms to 3 s, a breaker at 90 %. */
  public static final FailurePolicy DEFAULT =
      new FailurePolicy(
          128,
          Duration.ofSeconds(30),
          1,
          Duration.ofMillis(50),
          Duration.ofSeconds(3),
          90,
          Duration.ofSeconds(1));

  /** Refuses what cannot work. */
  public FailurePolicy {
    check(maxLoads >= 1, "maxLoads", maxLoads, "must be 1 or more");
    check(loadTimeout.toMillis() >= 1, "loadTimeout", loadTimeout, "must be at least 1 ms");
    check(retries >= 0 && retries <= 10, "retries", retries, "must be 0 to 10");
    check(firstPause.toMillis() >= 1, "firstPause", firstPause, "must be at least 1 ms");
    check(
        longestPause.compareTo(firstPause) >= 0,
        "longestPause",
        longestPause,
        "must not be below firstPause " + firstPause);
    check(
        breakerPercent >= 1 && breakerPercent <= 100,
        "breakerPercent",
        breakerPercent,
        "must be 1 to 100");
    check(breakerPause.toMillis() >= 1, "breakerPause", breakerPause, "must be at least 1 ms");
  }

  private static void check(boolean good, String setting, Object value, String mend) {
    if (!good) {
      throw new IllegalArgumentException(setting + "=" + value + " " + mend);
    }
  }

  /** As {@link #maxLoads()}. */
  public FailurePolicy maxLoads(int loads) {
    return new FailurePolicy(
        loads, loadTimeout, retries, firstPause, longestPause, breakerPercent, breakerPause);
  }

  /** As {@link #loadTimeout()}. */
  public FailurePolicy loadTimeout(Duration timeout) {
    return new FailurePolicy(
        maxLoads, timeout, retries, firstPause, longestPause, breakerPercent, breakerPause);
  }

  /** As {@link #retries()}. */
  public FailurePolicy retries(int tries) {
    return new FailurePolicy(
        maxLoads, loadTimeout, tries, firstPause, longestPause, breakerPercent, breakerPause);
  }

  /** As {@link #firstPause()} and {@link #longestPause()}. */
  public FailurePolicy pauses(Duration first, Duration longest) {
    return new FailurePolicy(
        maxLoads, loadTimeout, retries, first, longest, breakerPercent, breakerPause);
  }

  /** As {@link #breakerPercent()} and {@link #breakerPause()}. */
  public FailurePolicy breaker(int percent, Duration pause) {
    return new FailurePolicy(
        maxLoads, loadTimeout, retries, firstPause, longestPause, percent, pause);
  }
}
