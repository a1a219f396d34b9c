package io.forewarm.streams.behaviour;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * At what time of the day keys come back that nobody had read for a while, on which of the last
 * seven days, and how often they were read then. Times are milliseconds since 1970; days are those
 * of UTC. Not safe for concurrent use.
 */
final class Seasons {
  /** Days that are remembered, today included. */
  private static final int DAYS = 8;

  /** Bits of how often a key was read on one of them. */
  private static final int BITS = 4;

  private static final int MOST = (1 << BITS) - 1;
  private static final long MASK = (1L << (DAYS * BITS)) - 1;
  private static final long DAY_MS = TimeUnit.DAYS.toMillis(1);

  /** Parts of a day, seconds. */
  private static final int[] STEPS = {600, 300, 150, 120, 60, 30, 20, 15, 10, 5, 2, 1};

  private final SeasonStore store;
  private final long leadMs;
  private final int step;
  private long next = Long.MIN_VALUE;

  /**
   * What comes back at a time.
   *
   * @param key cache key
   * @param past how often it was read on the days before, four bits each, yesterday the lowest: 0
   *     for not at all, else one more than the logarithm to the base of 2
   */
  record Return(String key, long past) {
    private int of(int daysAgo) {
      return (int) (past >>> ((daysAgo - 1) * BITS)) & MOST;
    }

    /** How often it was read yesterday, 0 to 15. */
    int yesterday() {
      return of(1);
    }

    /** On how many days it came back. */
    int count() {
      int count = 0;
      for (int ago = 1; ago < DAYS; ago++) {
        count += of(ago) > 0 ? 1 : 0;
      }
      return count;
    }

    /** How many days ago the first of them was. */
    int known() {
      return (Long.SIZE - Long.numberOfLeadingZeros(past) + BITS - 1) / BITS;
    }

    /** How often it was read on a day on which it came back. */
    double reads() {
      double reads = 0;
      for (int ago = 1; ago < DAYS; ago++) {
        reads += of(ago) == 0 ? 0 : 1 << (of(ago) - 1);
      }
      return reads / count();
    }
  }

  /**
   * Begins.
   *
   * @param lifeMs of entries: what is loaded {@link #leadMs} before a step of the day lives until
   *     its end
   */
  Seasons(SeasonStore store, long lifeMs) {
    this.store = store;
    int longest = (int) (lifeMs / 2000);
    int found = 0;
    for (int candidate : STEPS) {
      found = found == 0 && candidate <= longest ? candidate : found;
    }
    this.step = found;
    this.leadMs = found * 1000L;
  }

  /** How long before a step of the day its keys are told, milliseconds: up to ten minutes. */
  long leadMs() {
    return leadMs;
  }

  private boolean none() {
    return step == 0; // lives are too short for it
  }

  private int second(long at) {
    int second = (int) (Math.floorMod(at, DAY_MS) / 1000);
    return second - second % step;
  }

  /**
   * A key is read that nobody had read for a while.
   *
   * @param at when it was read first
   * @param reads since then, this one included, within the life of an entry
   */
  void cameBack(String cacheKey, long at, int reads) {
    if (none() || Integer.bitCount(reads) > 1) {
      return;
    }
    int second = second(at);
    long day = Math.floorDiv(at, DAY_MS);
    long level = Math.min(MOST, Integer.SIZE - Integer.numberOfLeadingZeros(reads));
    long before = past(store.get(second, cacheKey), day);
    long most = Math.max(level, before & MOST);
    store.put(second, cacheKey, (day << (DAYS * BITS)) | (before & ~MOST) | most);
  }

  /** How often something was read, seen from a day: its own bits are the lowest. */
  private static long past(long marks, long day) {
    long age = day - (marks >>> (DAYS * BITS));
    return age < 0 || age >= DAYS ? 0 : ((marks & MASK) << (age * BITS)) & MASK;
  }

  /** When {@link #due} is to be asked again, milliseconds. */
  long next(long now) {
    if (none()) {
      return Long.MAX_VALUE;
    }
    long ends = Math.floorDiv(now, leadMs) * leadMs;
    next = Math.max(next, ends);
    return next - leadMs;
  }

  /** Returns what comes back in the steps that begin now or soon, each once. */
  List<Return> due(long now) {
    List<Return> due = new ArrayList<>();
    while (next(now) <= now) {
      due(due);
      next += leadMs;
    }
    return due;
  }

  private void due(List<Return> due) {
    long day = Math.floorDiv(next, DAY_MS);
    int from = second(next);
    List<Runnable> over = new ArrayList<>();
    store.each(
        from,
        from + step,
        (second, key, marks) -> {
          long past = past(marks, day);
          if (past == 0) {
            over.add(() -> store.remove(second, key));
          } else if (past > MOST) {
            due.add(new Return(key, past >>> BITS));
          }
        });
    over.forEach(Runnable::run);
  }
}
