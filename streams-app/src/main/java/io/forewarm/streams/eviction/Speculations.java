package io.forewarm.streams.eviction;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Loads ahead of a read that has not come, or not yet: the latest of them, whether they are still
 * held or not, so that what is learnt from them does not depend on what was done with them.
 */
final class Speculations {
  /** Of stated probability. */
  static final int CLASSES = 5;

  /**
   * A load ahead.
   *
   * @param of class, by its probability
   * @param at when it was decided, in reads of the region
   */
  record Speculation(int of, int at) {}

  private final Map<Long, Speculation> waiting = new LinkedHashMap<>();
  private final int most;
  private final ReuseTimes reuse;

  Speculations(int most, ReuseTimes reuse) {
    this.most = most;
    this.reuse = reuse;
  }

  private static int of(double probability) {
    return (int) Math.max(0, Math.min(CLASSES - 1, probability * CLASSES));
  }

  void add(long hash, double probability, int now) {
    Speculation before = waiting.remove(hash);
    waiting.put(hash, new Speculation(of(probability), before == null ? now : before.at));
    if (waiting.size() > most) {
      Iterator<Speculation> oldest = waiting.values().iterator();
      Speculation forgotten = oldest.next();
      reuse.left(forgotten.of, idle(forgotten, now));
      oldest.remove();
    }
  }

  void read(long hash, int now) {
    Speculation read = waiting.remove(hash);
    if (read != null) {
      reuse.read(read.of, idle(read, now));
    }
  }

  /** Tells of all that wait. */
  void learn(int now) {
    waiting.values().forEach(one -> reuse.open(one.of, idle(one, now)));
    reuse.learn();
  }

  /** Reads that a key brings for each read of the region because of a load ahead; else 0. */
  double worth(long hash, int now) {
    Speculation one = waiting.get(hash);
    return one == null ? 0 : reuse.worth(one.of, idle(one, now));
  }

  private static long idle(Speculation one, int now) {
    return Integer.toUnsignedLong(now - one.at);
  }
}
