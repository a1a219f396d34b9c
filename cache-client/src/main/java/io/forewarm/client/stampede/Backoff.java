package io.forewarm.client.stampede;

import java.util.random.RandomGenerator;

/**
 * How long a waiter sleeps at most before it asks again, should its wake be lost: doubling from
 * {@value #FIRST_MILLIS} ms to {@value #LAST_MILLIS} ms, with full jitter in the upper half, and
 * not beyond the end of the lease. Pure.
 */
public final class Backoff {
  private static final int FIRST_MILLIS = 50;
  private static final int LAST_MILLIS = 1000;
  private static final int AFTER_LEASE_MILLIS = 5;

  private Backoff() {}

  /**
   * Returns the time to wait, milliseconds, 1 or more.
   *
   * @param attempt 0 for the first
   * @param leaseRemaining time until the lease ends unless renewed, milliseconds
   */
  public static long millis(int attempt, long leaseRemaining, RandomGenerator random) {
    long step = Math.min(LAST_MILLIS, (long) FIRST_MILLIS << Math.min(attempt, 10));
    long jittered = step / 2 + random.nextLong(step / 2 + 1);
    long afterLease = leaseRemaining + 1 + random.nextLong(AFTER_LEASE_MILLIS);
    return Math.max(1, Math.min(jittered, afterLease));
  }
}
