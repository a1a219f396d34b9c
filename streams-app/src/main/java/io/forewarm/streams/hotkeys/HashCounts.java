package io.forewarm.streams.hotkeys;

import java.util.function.LongPredicate;

/**
 * Counts by 64-bit hash: open addressing over two arrays, at most two thirds full, so that a
 * counter costs 24 to 48 bytes and no object. A count of 0 marks a free place.
 */
final class HashCounts {
  private static final int SMALLEST = 16;

  private long[] hashes = new long[SMALLEST];
  private long[] counts = new long[SMALLEST];
  private int size;

  /** Takes a hash and its count. */
  @FunctionalInterface
  interface Visitor {
    void visit(long hash, long count);
  }

  /** Number of hashes with a count. */
  int size() {
    return size;
  }

  /** Adds to the count of a hash; the sum must be above 0. Returns whether the hash is new. */
  boolean add(long hash, long count) {
    int place = place(hash);
    boolean fresh = counts[place] == 0;
    hashes[place] = hash;
    counts[place] += count;
    if (fresh && ++size * 3 > hashes.length * 2) {
      rehash(hashes.length * 2, any -> true);
    }
    return fresh;
  }

  long get(long hash) {
    return counts[place(hash)];
  }

  void forEach(Visitor visitor) {
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] != 0) {
        visitor.visit(hashes[i], counts[i]);
      }
    }
  }

  /** Forgets the hashes that are not to be kept. */
  void retain(LongPredicate keep) {
    rehash(hashes.length, keep);
    int fitting = Math.max(SMALLEST, Integer.highestOneBit(size * 3 / 2) * 2);
    if (fitting < hashes.length) {
      rehash(fitting, any -> true);
    }
  }

  private void rehash(int places, LongPredicate keep) {
    long[] oldHashes = hashes;
    long[] oldCounts = counts;
    hashes = new long[places];
    counts = new long[places];
    size = 0;
    for (int i = 0; i < oldHashes.length; i++) {
      if (oldCounts[i] != 0 && keep.test(oldHashes[i])) {
        int place = place(oldHashes[i]);
        hashes[place] = oldHashes[i];
        counts[place] = oldCounts[i];
        size++;
      }
    }
  }

  private int place(long hash) {
    int mask = hashes.length - 1;
    int place = (int) hash & mask;
    while (counts[place] != 0 && hashes[place] != hash) {
      place = (place + 1) & mask;
    }
    return place;
  }
}
