package io.forewarm.streams.eviction;

/**
 * When keys were last read and how often of late, also of keys that are no longer held: a table of
 * fixed size in sets of eight, 14 bytes a key. Where a set is full the key that is worth least
 * makes room. Not safe for concurrent use.
 */
final class ReadHistory {
  static final int ABSENT = -1;

  private static final int WAYS = 8;
  private static final int MOST_READS = 15;

  private final long[] hashes;
  private final int[] times;

  /** One more than the reads that count; 0 where nothing is. */
  private final byte[] counts;

  /** Judges what a known key is worth. */
  interface Judge {
    double worth(int slot);
  }

  /**
   * Begins empty.
   *
   * @param keys how many are remembered, rounded up to a power of two, 8 or more
   */
  ReadHistory(int keys) {
    int size = Integer.highestOneBit(Math.max(WAYS, keys) * 2 - 1);
    hashes = new long[size];
    times = new int[size];
    counts = new byte[size];
  }

  int size() {
    return hashes.length;
  }

  private int set(long hash) {
    return (int) (hash >>> 32) & (hashes.length - 1) & -WAYS;
  }

  /** Returns where a key is; {@link #ABSENT} if it is not known. */
  int find(long hash) {
    int set = set(hash);
    for (int slot = set; slot < set + WAYS; slot++) {
      if (hashes[slot] == hash && known(slot)) {
        return slot;
      }
    }
    return ABSENT;
  }

  /** Returns where a key that is not known may go: a free place, or that of what is worth least. */
  int place(long hash, Judge judge) {
    int set = set(hash);
    int least = set;
    double leastWorth = Double.MAX_VALUE;
    for (int slot = set; slot < set + WAYS; slot++) {
      if (!known(slot)) {
        return slot;
      }
      double worth = judge.worth(slot);
      if (worth < leastWorth) {
        least = slot;
        leastWorth = worth;
      }
    }
    return least;
  }

  void put(int slot, long hash, int time) {
    hashes[slot] = hash;
    times[slot] = time;
    counts[slot] = 2;
  }

  /** Counts a read. Returns whether there was room in the count. */
  boolean count(int slot, int time) {
    times[slot] = time;
    if (reads(slot) < MOST_READS) {
      counts[slot]++;
      return true;
    }
    return false;
  }

  /** Whether anything is remembered there. */
  boolean known(int slot) {
    return counts[slot] > 0;
  }

  /** When the key there was last read. */
  int time(int slot) {
    return times[slot];
  }

  /** How often it was read of late, 0 to 15. */
  int reads(int slot) {
    return counts[slot] - 1;
  }

  /** Halves all counts. */
  void age() {
    for (int slot = 0; slot < counts.length; slot++) {
      if (known(slot)) {
        counts[slot] = (byte) (1 + reads(slot) / 2);
      }
    }
  }
}
