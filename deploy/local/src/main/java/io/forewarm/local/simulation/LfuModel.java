package io.forewarm.local.simulation;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntConsumer;

/** Lets go of what was read least often since it came, of equals what was read longest ago. */
final class LfuModel implements CacheModel {
  private record Entry(int key, long bytes, long until, long reads, long touched) {}

  private final Map<Integer, Entry> entries = new HashMap<>();
  private final TreeSet<Entry> order =
      new TreeSet<>(Comparator.comparingLong(Entry::reads).thenComparingLong(Entry::touched));
  private final long limit;
  private final boolean byBytes;
  private long used;
  private long touches;

  /**
   * Begins empty.
   *
   * @param limit of entries or bytes
   */
  LfuModel(long limit, boolean byBytes) {
    this.limit = limit;
    this.byBytes = byBytes;
  }

  @Override
  public long until(int key, long now) {
    Entry entry = entries.get(key);
    return entry != null && entry.until > now ? entry.until : ABSENT;
  }

  @Override
  public void read(int key, long now) {
    Entry entry = entries.get(key);
    if (entry != null) {
      put(new Entry(key, entry.bytes, entry.until, entry.reads + 1, ++touches));
    }
  }

  private void put(Entry entry) {
    remove(entry.key);
    entries.put(entry.key, entry);
    order.add(entry);
    used += entry.bytes;
  }

  @Override
  public boolean store(int key, long bytes, long now, long until, IntConsumer gone) {
    long weight = byBytes ? bytes : 1;
    Entry before = entries.get(key);
    remove(key);
    if (weight > limit) {
      return false;
    }
    while (used + weight > limit) {
      Entry least = order.first();
      remove(least.key);
      gone.accept(least.key);
    }
    put(new Entry(key, weight, until, before == null ? 1 : before.reads, ++touches));
    return true;
  }

  @Override
  public void remove(int key) {
    Entry entry = entries.remove(key);
    if (entry != null) {
      order.remove(entry);
      used -= entry.bytes;
    }
  }
}
