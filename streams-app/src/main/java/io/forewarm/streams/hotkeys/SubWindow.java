package io.forewarm.streams.hotkeys;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** What was counted in one step of the grid: by key and kind, and the reads by region. */
final class SubWindow {
  private final long start;
  private final @Nullable CounterLog[] keys = new @Nullable CounterLog[Counted.ALL.length];
  private final CounterLog regions = new CounterLog();

  /**
   * Creates an empty one.
   *
   * @param start broker time, milliseconds since 1970, inclusive
   */
  SubWindow(long start) {
    this.start = start;
  }

  long start() {
    return start;
  }

  /** Reads by the number of the region. */
  CounterLog regions() {
    return regions;
  }

  /** Returns the counts of a kind; null if there are none. */
  @Nullable CounterLog keys(Counted what) {
    return keys[what.place()];
  }

  void add(Counted what, int id, long count) {
    CounterLog log = keys[what.place()];
    if (log == null) {
      log = new CounterLog();
      keys[what.place()] = log;
    }
    log.add(id, count);
  }

  /** Takes a count of a key, 1 or more. */
  @FunctionalInterface
  interface Visitor {
    void visit(Counted what, int id, long count);
  }

  /** Visits the counts of all keys, one possibly several times. */
  void forEachKey(Visitor visitor) {
    for (Counted what : Counted.ALL) {
      CounterLog log = keys(what);
      if (log != null) {
        log.forEach((id, count) -> visitor.visit(what, id, count));
      }
    }
  }

  /** Counters of keys that are not packed yet. */
  int opened() {
    int opened = 0;
    for (CounterLog log : keys) {
      opened += log == null ? 0 : log.opened();
    }
    return opened;
  }

  void retain(IntPredicate keep) {
    for (CounterLog log : keys) {
      if (log != null) {
        log.retain(keep);
      }
    }
  }

  /** Bytes of memory. */
  long bytes() {
    long bytes = 2 * Footprint.OBJECT + Footprint.array(keys.length, 4) + regions.bytes();
    for (CounterLog log : keys) {
      bytes += log == null ? 0 : log.bytes();
    }
    return bytes;
  }
}
