package io.forewarm.streams.eviction;

/**
 * Judges what an entry is worth for each byte that it takes, so that of a few entries drawn at
 * random the worst can go: no index of what is held is needed. It learns from all reads, also of
 * keys that are not held, so that what was seen once goes before what is read again and again. Pure
 * and deterministic: its time is the number of reads. Not safe for concurrent use.
 */
public final class EvictionPolicy {
  private static final int CLASSES = 8;
  private static final int UNKNOWN = 0;

  /** Counts are halved when the reads counted are so many times the entries. */
  private static final long COUNTED = 30;

  private static final int FIRST = 500;
  private static final int LEARN_AFTER = 2_000;

  private final ReadHistory history;
  private final ReuseTimes reuse = new ReuseTimes(CLASSES);
  private final Speculations ahead;
  private long learnAfter;
  private long countedAtMost;
  private long now;
  private long learnAt = FIRST;
  private long counted;

  /** Begins knowing nothing. */
  public EvictionPolicy(EvictionConfig config) {
    history = new ReadHistory(config.keys());
    ahead = new Speculations(history.size(), new ReuseTimes(Speculations.CLASSES));
    learnAfter = Math.max(LEARN_AFTER, history.size() / 8);
    countedAtMost = counted(config.entries());
  }

  private static long counted(long entries) {
    return Math.max(100, COUNTED * entries);
  }

  /**
   * Takes about how many entries the cache holds, if that was not known at the beginning.
   *
   * @param entries 1 or more
   */
  public void holds(long entries) {
    countedAtMost = counted(entries);
    learnAfter = Math.max(LEARN_AFTER, Math.min(history.size() / 8, 2 * entries));
  }

  /** Returns the time of the policy: how many reads it has taken. */
  public long now() {
    return now;
  }

  /**
   * Takes a read, of a key that is held or not.
   *
   * @param hash of the cache key, well mixed, 64 bits
   */
  public void read(long hash) {
    now++;
    ahead.read(hash, (int) now);
    int slot = history.find(hash);
    if (slot == ReadHistory.ABSENT) {
      slot = history.place(hash, this::worth);
      if (history.known(slot)) {
        reuse.left(of(history.reads(slot)), idle(slot));
      }
      history.put(slot, hash, (int) now);
      count();
    } else {
      reuse.read(of(history.reads(slot)), idle(slot));
      if (history.count(slot, (int) now)) {
        count();
      }
    }
    if (now == learnAt) {
      learn();
      learnAt += Math.min(learnAfter, now);
    }
  }

  private void count() {
    if (++counted >= countedAtMost) {
      counted /= 2;
      history.age();
    }
  }

  private void learn() {
    for (int slot = 0; slot < history.size(); slot++) {
      if (history.known(slot)) {
        reuse.open(of(history.reads(slot)), idle(slot));
      }
    }
    reuse.learn();
    ahead.learn((int) now);
  }

  /**
   * Takes that an entry is loaded, or could be, before a read.
   *
   * @param probability that the read comes, 0 to 1
   */
  public void ahead(long hash, double probability) {
    ahead.add(hash, probability, (int) now);
  }

  /**
   * Returns what an entry is worth for each byte: the least is to go first.
   *
   * @param hash of its cache key
   * @param cost of loading it again, in any unit, the same for all
   * @param bytes that it takes, above 0
   */
  public double worth(long hash, double cost, long bytes) {
    int slot = history.find(hash);
    double reads = slot == ReadHistory.ABSENT ? reuse.worth(UNKNOWN, now) : worth(slot);
    return Math.max(reads, ahead.worth(hash, (int) now)) * cost / bytes;
  }

  /**
   * As {@link #worth(long, double, long)}, of an entry of which more is known than its reads.
   *
   * @param loaded when its load began, in this policy's time: it was wanted then, even if that read
   *     has not been told yet
   * @param reads that it has had if none of them was told, 1 or more
   */
  public double worth(long hash, double cost, long bytes, long loaded, int reads) {
    int slot = history.find(hash);
    long sinceLoad = Math.max(0, now - loaded);
    double worth;
    if (slot == ReadHistory.ABSENT) {
      worth = reuse.worth(of(reads), sinceLoad);
    } else if (idle(slot) <= sinceLoad) {
      worth = worth(slot);
    } else {
      worth = reuse.worth(of(history.reads(slot) + 1), sinceLoad);
    }
    return Math.max(worth, ahead.worth(hash, (int) now)) * cost / bytes;
  }

  private double worth(int slot) {
    return reuse.worth(of(history.reads(slot)), idle(slot));
  }

  private long idle(int slot) {
    return Integer.toUnsignedLong((int) now - history.time(slot));
  }

  private static int of(int reads) {
    if (reads <= 3) {
      return reads;
    }
    return reads <= 5 ? 4 : reads <= 8 ? 5 : reads <= 12 ? 6 : 7;
  }
}
