package io.forewarm.client;

import java.util.concurrent.atomic.AtomicInteger;

/** How often a key was lately read past the near cache, and written; safe for concurrent use. */
final class NearTraffic {
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger writes = new AtomicInteger();
  private volatile boolean kept = true;

  void read() {
    reads.incrementAndGet();
  }

  void written() {
    writes.incrementAndGet();
  }

  /** Whether the key shall be kept near. */
  boolean keep() {
    boolean worth = NearWorth.judge(kept, reads.get(), writes.get());
    if (worth != kept) {
      kept = worth;
    }
    return worth;
  }

  /** Lets what was fade; true: nothing is left. */
  boolean fade() {
    int left = reads.updateAndGet(count -> count / 2) | writes.updateAndGet(count -> count / 2);
    return left == 0;
  }
}
