package io.forewarm.client.stampede;

import java.util.random.RandomGenerator;

/**
 * Decorrelated jitter: each pause is drawn between the first one and three times the last one, up
 * to the longest (Brooker: Exponential Backoff And Jitter, AWS Architecture Blog 2015). Pure.
 */
public final class RetryPause {
  private RetryPause() {}

  /**
   * Returns the next pause, milliseconds.
   *
   * @param last pause before; 0 before the first
   * @param first shortest pause, 1 or more
   * @param longest pause, not below the first
   */
  public static long millis(long last, long first, long longest, RandomGenerator random) {
    long upTo = Math.min(longest, Math.max(first, last * 3));
    return first + random.nextLong(upTo - first + 1);
  }
}
