package io.forewarm.streams.statistics;

/**
 * When the value of one key would have ended under each TTL of {@link TtlGrid}, and so which of its
 * reads would have loaded it: one load a life, begun by the first read after it. Reads and writes
 * of a report lie evenly in its interval. Not safe for concurrent use.
 */
final class TtlModel {
  private static final int MOST_PARTS = 8;

  private final long[] freshUntil = new long[TtlGrid.size()];

  /**
   * Begins with a key that is seen for the first time.
   *
   * @param present whether its value was there: then it lives on for a part of each TTL
   * @param part 0 to 1, from the key's hash, so that all keys together are of every age
   */
  TtlModel(long now, boolean present, double part) {
    for (int ttl = 0; present && ttl < freshUntil.length; ttl++) {
      freshUntil[ttl] = now + (long) (part * TtlGrid.MILLIS.get(ttl));
    }
  }

  /**
   * Takes what a report says, and adds to the loads under each TTL.
   *
   * @param valueWrites of the writes, those that left a value
   */
  void take(Interval interval, long reads, long writes, long valueWrites, long[] loads) {
    int parts = (int) Math.min(MOST_PARTS, writes + 1);
    for (int part = 0; part < parts; part++) {
      Interval own = interval.part(part, parts);
      long share = reads * (part + 1) / parts - reads * part / parts;
      for (int ttl = 0; ttl < freshUntil.length; ttl++) {
        loads[ttl] += read(own, share, ttl);
      }
      if (part < parts - 1) {
        write(own.end(), part < valueWrites);
      }
    }
  }

  private long read(Interval interval, long reads, int ttl) {
    double gap = interval.gap(reads);
    double first = interval.begin() + gap / 2;
    long loads = 0;
    long next = next(first, gap, freshUntil[ttl]);
    while (next < reads) {
      loads++;
      freshUntil[ttl] = (long) (first + next * gap) + TtlGrid.MILLIS.get(ttl);
      next = Math.max(next + 1, next(first, gap, freshUntil[ttl]));
    }
    return loads;
  }

  /** Number of the first read that comes at a time or later. */
  private static long next(double first, double gap, long at) {
    if (at <= first) {
      return 0;
    }
    return gap == 0 ? Long.MAX_VALUE - 1 : (long) Math.ceil((at - first) / gap);
  }

  private void write(long at, boolean leavesValue) {
    for (int ttl = 0; ttl < freshUntil.length; ttl++) {
      freshUntil[ttl] = leavesValue ? at + TtlGrid.MILLIS.get(ttl) : at;
    }
  }
}
