package io.forewarm.local.load;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What an origin and its driver know of one key. Safe for concurrent use. */
final class OriginKey {
  private final AtomicLong version;
  private final AtomicLong completed = new AtomicLong();
  private final LongAdder reads = new LongAdder();
  private volatile LoadEpisodes episodes = new LoadEpisodes();

  OriginKey(long version) {
    this.version = new AtomicLong(version);
  }

  long version() {
    return version.get();
  }

  long bump() {
    return version.incrementAndGet();
  }

  void complete(long written) {
    completed.accumulateAndGet(written, Math::max);
  }

  /** The version of the latest write that the cache has taken in, too; 0 before the first. */
  long completed() {
    return completed.get();
  }

  void read() {
    reads.increment();
  }

  long reads() {
    return reads.sum();
  }

  LoadEpisodes episodes() {
    return episodes;
  }

  void forgetCounts() {
    reads.reset();
    episodes = new LoadEpisodes();
  }
}
