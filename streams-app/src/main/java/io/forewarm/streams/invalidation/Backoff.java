package io.forewarm.streams.invalidation;

/** A growing pause between attempts that never end. */
final class Backoff {
  private static final long FIRST_MILLIS = 20;
  private static final long LAST_MILLIS = 1000;

  private long next = FIRST_MILLIS;

  /** Waits: 20 ms the first time, then twice as long up to 1 s. */
  void await() throws InterruptedException {
    Thread.sleep(next);
    next = Math.min(LAST_MILLIS, next * 2);
  }
}
