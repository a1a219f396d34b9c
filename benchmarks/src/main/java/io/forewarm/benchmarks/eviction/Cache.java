package io.forewarm.benchmarks.eviction;

/** A cache that is measured. Safe for concurrent use. */
interface Cache extends AutoCloseable {
  /** Reads a key, and loads it if it is not there. */
  void read(int key);

  /** What has come of the reads so far. */
  Tally tally();

  @Override
  void close();

  /**
   * Reads and loads.
   *
   * @param misses reads that waited for a load
   * @param loads from the origin
   * @param loadMicros that they took
   */
  record Tally(long reads, long misses, long loads, long loadMicros) {
    Tally minus(Tally before) {
      return new Tally(
          reads - before.reads,
          misses - before.misses,
          loads - before.loads,
          loadMicros - before.loadMicros);
    }
  }
}
