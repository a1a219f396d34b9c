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
  private final long countedAtMost;
  private final int learnAfter;
  private int now;
  private int learnAt = FIRST;
  private long counted;

  /** Begins knowing nothing. */
  public EvictionPolicy(EvictionConfig config) {
    history = new ReadHistory(config.keys());
    ahead = new Speculations(history.size(), new ReuseTimes(Speculations.CLASSES));
    countedAtMost = Math.max(100, COUNTED * config.entries());
    learnAfter = Math.max(LEARN_AFTER, history.size() / 8);
  }

  /**
   * Takes a read, of a key that is held or not.
   *
   * @param hash of the cache key, well mixed, 64 bits
   */
  public void read(long hash) {
    now++;
    ahead.read(hash, now);
    int slot = history.find(hash);
    if (slot == ReadHistory.ABSENT) {
      slot = history.place(hash, this::worth);
      if (history.known(slot)) {
        reuse.left(of(slot), idle(slot));
      }
      history.put(slot, hash, now);
      count();
    } else {
      reuse.read(of(slot), idle(slot));
      if (history.count(slot, now)) {
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
        reuse.open(of(slot), idle(slot));
      }
    }
    reuse.learn();
    ahead.learn(now);
  }

  /**
   * Takes that an entry is loaded, or could be, before a read.
   *
   * @param probability that the read comes, 0 to 1
   */
  public void ahead(long hash, double probability) {
    ahead.add(hash, probability, now);
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
    return Math.max(reads, ahead.worth(hash, now)) * cost / bytes;
  }

  private double worth(int slot) {
    return reuse.worth(of(slot), idle(slot));
  }

  private long idle(int slot) {
    return (long) now - history.time(slot);
  }

  private int of(int slot) {
    int reads = history.reads(slot);
    if (reads <= 3) {
      return reads;
    }
    return reads <= 5 ? 4 : reads <= 8 ? 5 : reads <= 12 ? 6 : 7;
  }
}
