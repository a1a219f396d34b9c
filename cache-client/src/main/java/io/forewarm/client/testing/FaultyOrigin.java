package io.forewarm.client.testing;

import io.forewarm.client.Loader;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * An origin that is slow, fails, or stands still when the test says so, and counts what it is asked
 * for. Which loads fail is drawn from a seed, which every failure names. Safe for concurrent use.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public final class FaultyOrigin<K, V> implements Loader<K, V> {
  private static final CountDownLatch OPEN = new CountDownLatch(0);
  private static final long PATIENCE_SECONDS = 60;

  private final Loader<K, V> origin;
  private final long seed;
  private final Random random;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private volatile Duration delay = Duration.ZERO;
  private volatile double failing;
  private volatile CountDownLatch gate = OPEN;

  /** Wraps an origin, with chance of its own. */
  public FaultyOrigin(Loader<K, V> origin) {
    this(origin, new Random().nextLong());
  }

  /** Wraps an origin; with the same seed the same calls fail, in the order in which they come. */
  public FaultyOrigin(Loader<K, V> origin, long seed) {
    this.origin = origin;
    this.seed = seed;
    this.random = new Random(seed);
  }

  /** Every load takes this much longer from now on; 0 or more. */
  public FaultyOrigin<K, V> delay(Duration longer) {
    if (longer.isNegative()) {
      throw new IllegalArgumentException("a load cannot take less than no time: " + longer);
    }
    delay = longer;
    return this;
  }

  /** This share of the loads fails from now on, 0 to 1. */
  public FaultyOrigin<K, V> failing(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("a share is 0 to 1: " + share);
    }
    failing = share;
    return this;
  }

  /** Every load fails from now on. */
  public FaultyOrigin<K, V> down() {
    return failing(1);
  }

  /** No load fails or waits from now on. */
  public FaultyOrigin<K, V> healthy() {
    resume();
    return delay(Duration.ZERO).failing(0);
  }

  /** Loads stand still from now on, for a minute at most, until {@link #resume}. */
  public synchronized FaultyOrigin<K, V> hold() {
    if (gate.getCount() == 0) {
      gate = new CountDownLatch(1);
    }
    return this;
  }

  /** Loads that stand still go on, and further ones do not stand still. */
  public synchronized FaultyOrigin<K, V> resume() {
    gate.countDown();
    return this;
  }

  /** How often the origin was asked since the start. */
  public int calls() {
    return calls.get();
  }

  /** How often it failed because the test said so. */
  public int failures() {
    return failures.get();
  }

  @Override
  public @Nullable V load(K key) throws Exception {
    int call = calls.incrementAndGet();
    if (fails()) {
      failures.incrementAndGet();
      dawdle();
      throw new IllegalStateException(
          "the origin fails, says the test: call " + call + " of seed " + seed);
    }
    dawdle();
    return origin.load(key);
  }

  /** One draw a call, so that the seed decides whatever else is set. */
  private synchronized boolean fails() {
    return random.nextDouble() < failing;
  }

  private void dawdle() throws InterruptedException {
    if (!gate.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("held for a minute: the test has forgotten to resume()");
    }
    long until = System.nanoTime() + delay.toNanos();
    for (long left = delay.toNanos(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }
}
