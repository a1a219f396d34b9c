package io.forewarm.client;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * A database that works at so many queries at a time, each of which takes about 20 ms, or ten times
 * as long. It remembers when it was asked ahead of reads.
 */
final class BusyOrigin implements Loader<String, String> {
  /** What keys begin with that nobody reads. */
  static final String AHEAD = "ahead-";

  private static final int PLACES = 24;
  private static final double MILLIS = 20;

  private final Semaphore places = new Semaphore(PLACES, true);
  private final Random random;
  private final List<Long> ahead = new CopyOnWriteArrayList<>();
  private volatile int slowness = 1;

  BusyOrigin(long seed) {
    random = new Random(seed);
  }

  /** Queries take so many times as long from now on. */
  void slow(int times) {
    slowness = times;
  }

  /** How often it was asked ahead of reads from a time to another, of {@link System#nanoTime}. */
  long ahead(long from, long to) {
    return ahead.stream().filter(at -> at - from >= 0 && at - to < 0).count();
  }

  @Override
  public String load(String key) throws InterruptedException {
    if (key.startsWith(AHEAD)) {
      ahead.add(System.nanoTime());
    }
    places.acquire();
    try {
      double spread = 0.8 + 0.4 * chance();
      long until = System.nanoTime() + (long) (MILLIS * slowness * spread * 1e6);
      for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      return "value of " + key;
    } finally {
      places.release();
    }
  }

  private synchronized double chance() {
    return random.nextDouble();
  }
}
