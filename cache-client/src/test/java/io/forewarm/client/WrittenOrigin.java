package io.forewarm.client;

import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** An origin of one value, its version, that knows since when each is void in the cache. */
final class WrittenOrigin {
  private final AtomicInteger version = new AtomicInteger();
  private final ConcurrentSkipListMap<Integer, Long> voidSince = new ConcurrentSkipListMap<>();

  String read() {
    return Integer.toString(version.get());
  }

  /** Writes a new version; the old one is void once the invalidation has come back. */
  void write(Runnable invalidation) {
    int old = version.getAndIncrement();
    invalidation.run();
    voidSince.put(old, System.nanoTime());
  }

  int writes() {
    return version.get();
  }

  /**
   * How long a version had been void at a moment, nanoseconds; negative if it was valid then.
   *
   * @param moment {@link System#nanoTime}
   */
  long voidFor(String read, long moment) {
    Long since = voidSince.get(Integer.parseInt(read));
    return since == null ? -1 : moment - since;
  }
}
