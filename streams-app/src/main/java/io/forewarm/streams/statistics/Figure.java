package io.forewarm.streams.statistics;

/** What is summed for each template; the order is that of {@code TemplateStats.counters}. */
public enum Figure {
  READS(0),
  NEAR_HITS(1),
  REDIS_HITS(2),
  STALE_HITS(3),
  MISSES(4),
  LOADS(5),
  LOAD_FAILURES(6),
  LOAD_MICROS(7),
  WAIT_MICROS(8),
  WRITES(9),
  REPORTS(10),
  SAMPLED_KEYS(11),
  SAMPLED_ONCE(12),
  SAMPLED_BYTES(13),
  SAMPLED_SIZED(14),
  SAMPLED_LOADS(15),
  /** The first of {@link LoadsAtOnce#STEPS}: loads by how many ran at once. */
  LOADS_AT_ONCE(16),
  /** The first of as many: how long these took, microseconds. */
  MICROS_AT_ONCE(24),
  /** The first of as many: how many ran at once, summed over these loads. */
  SUM_AT_ONCE(32),
  COMPRESSED_BYTES(40),
  SAVED_BYTES(41),
  COMPRESS_MICROS(42);

  /** How many numbers a record has. */
  static final int COUNT = COMPRESS_MICROS.place + 1;

  private final int place;

  Figure(int place) {
    this.place = place;
  }

  /** Its place in a stored record, from 0. */
  public int place() {
    return place;
  }
}
