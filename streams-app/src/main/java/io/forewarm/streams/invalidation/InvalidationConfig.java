package io.forewarm.streams.invalidation;

import java.time.Duration;

/**
 * How the invalidation worker works.
 *
 * @param tickEvery how often a tick goes into every partition of {@code writes}, 10 ms to 10 s
 * @param commitEvery how often offsets are committed, 10 ms to 60 s; after a crash so much is done
 *     again
 * @param masterCheckEvery how often it is asked which Redis is master, 100 ms to 60 s
 * @param replay how much of {@code writes} is applied again after a change of master, 0 to 1 h
 * @param roundRecords most records of a partition that are handled together, 1 or more
 * @param keysInFlight most keys of a partition that wait for Redis at once, 1 or more
 * @param carriedBytes largest value carried by a write that replaces the cached one, 0 to 131072
 *     bytes; a larger one makes it void
 */
public record InvalidationConfig(
    Duration tickEvery,
    Duration commitEvery,
    Duration masterCheckEvery,
    Duration replay,
    int roundRecords,
    int keysInFlight,
    int carriedBytes) {
  /** Below what clients keep in chunks. */
  private static final int MOST_CARRIED = 128 << 10;

  /** What fits unless something else is known. */
  public static final InvalidationConfig DEFAULT =
      new InvalidationConfig(
          Duration.ofMillis(100),
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofSeconds(60),
          1000,
          512,
          16 << 10);

  /** Refuses what cannot work. */
  public InvalidationConfig {
    within("tick-every", tickEvery, 10, 10_000);
    within("commit-every", commitEvery, 10, 60_000);
    within("master-check-every", masterCheckEvery, 100, 60_000);
    within("replay", replay, 0, 3_600_000);
    positive("round-records", roundRecords);
    positive("keys-in-flight", keysInFlight);
    if (carriedBytes < 0 || carriedBytes > MOST_CARRIED) {
      throw new IllegalArgumentException(
          "invalidation.carried-bytes must be 0 to " + MOST_CARRIED + ": " + carriedBytes);
    }
  }

  private static void within(String key, Duration value, long leastMillis, long mostMillis) {
    long millis = value.toMillis();
    if (millis < leastMillis || millis > mostMillis) {
      throw new IllegalArgumentException(
          "invalidation."
              + key
              + " must be "
              + leastMillis
              + " to "
              + mostMillis
              + " ms: "
              + value);
    }
  }

  private static void positive(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("invalidation." + key + " must be 1 or more: " + value);
    }
  }
}
