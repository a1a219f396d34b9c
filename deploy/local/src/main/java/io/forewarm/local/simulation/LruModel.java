package io.forewarm.local.simulation;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/** Lets go of what was read longest ago. */
final class LruModel implements CacheModel {
  private record Entry(long bytes, long until) {}

  private final Map<Integer, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private final long limit;
  private final boolean byBytes;
  private long used;

  /**
   * Begins empty.
   *
   * @param limit of entries or bytes
   */
  LruModel(long limit, boolean byBytes) {
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
    // Asking has put it last.
  }

  @Override
  public boolean store(int key, long bytes, long now, long until, IntConsumer gone) {
    remove(key);
    long weight = byBytes ? bytes : 1;
    if (weight > limit) {
      return false;
    }
    entries.put(key, new Entry(weight, until));
    used += weight;
    Iterator<Map.Entry<Integer, Entry>> oldest = entries.entrySet().iterator();
    while (used > limit) {
      Map.Entry<Integer, Entry> next = oldest.next();
      oldest.remove();
      used -= next.getValue().bytes;
      gone.accept(next.getKey());
    }
    return true;
  }

  @Override
  public void remove(int key) {
    Entry entry = entries.remove(key);
    used -= entry == null ? 0 : entry.bytes;
  }
}
