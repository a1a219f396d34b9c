package io.forewarm.benchmarks.stampede;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** An origin that counts its loads, and takes as long as it is told. */
final class SlowOrigin {
  /** What a load brings that took no time. */
  static final String FIRST = "first";

  /** What a load brings that took its time. */
  static final String LOADED = "loaded";

  private final AtomicInteger loads = new AtomicInteger();
  private final AtomicLong lastBegan = new AtomicLong();
  private volatile Duration takes = Duration.ZERO;

  /** Says how long loads take from now on; forgets those before. */
  void takes(Duration time) {
    takes = time;
    loads.set(0);
  }

  /** Loads since the time was set. */
  int loads() {
    return loads.get();
  }

  /** When the last load began, milliseconds since 1970; 0 for never. */
  long lastBegan() {
    return lastBegan.get();
  }

  String load(String key) {
    lastBegan.set(System.currentTimeMillis());
    loads.incrementAndGet();
    if (takes.isZero()) {
      return FIRST;
    }
    parkUntil(System.currentTimeMillis() + takes.toMillis());
    return LOADED;
  }

  static void parkUntil(long millis) {
    long left = millis - System.currentTimeMillis();
    while (left > 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(left));
      left = millis - System.currentTimeMillis();
    }
  }
}
