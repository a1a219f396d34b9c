package io.forewarm.local.simulation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.TreeSet;

/** Caches that load only when asked, run over the same traffic. */
final class Baselines {
  private final Recording recording;
  private final SimulationConfig config;

  Baselines(Recording recording, SimulationConfig config) {
    this.recording = recording;
    this.config = config;
  }

  /** Runs a cache over all the traffic. */
  Figures run(CacheModel cache) {
    Figures figures = new Figures();
    for (int i = 0; i < recording.size(); i++) {
      int key = recording.key(i);
      long now = recording.at(i);
      if (recording.write(i)) {
        cache.remove(key);
      } else if (cache.until(key, now) != CacheModel.ABSENT) {
        figures.requests++;
        figures.hits++;
        cache.read(key, now);
      } else {
        cache.read(key, now);
        figures.requests++;
        figures.demanded++;
        cache.store(key, recording.bytes(i), now, config.end(now), gone -> {});
      }
    }
    return figures;
  }

  private record Held(int key, int next, long bytes) {}

  /**
   * Runs the cache that knows the future: it lets go of what is read again last, or never within
   * its life (Belady 1966). By bytes that is no longer the best possible, but near it.
   */
  Figures runClairvoyant(long limit, boolean byBytes) {
    int[] next = next();
    TreeSet<Held> order =
        new TreeSet<>(Comparator.comparingInt(Held::next).thenComparingInt(Held::key));
    Held[] held = new Held[recording.distinctKeys()];
    long[] until = new long[recording.distinctKeys()];
    Figures figures = new Figures();
    long used = 0;
    for (int i = 0; i < recording.size(); i++) {
      int key = recording.key(i);
      Held before = held[key];
      if (before != null) {
        order.remove(before);
        held[key] = null;
        used -= before.bytes;
      }
      if (recording.write(i)) {
        continue;
      }
      figures.requests++;
      if (before != null && until[key] > recording.at(i)) {
        figures.hits++;
      } else {
        figures.demanded++;
        until[key] = config.end(recording.at(i));
      }
      long bytes = byBytes ? recording.bytes(i) : 1;
      boolean again = next[i] < recording.size() && recording.at(next[i]) < until[key];
      if (again && bytes <= limit) {
        held[key] = new Held(key, next[i], bytes);
        order.add(held[key]);
        used += bytes;
        while (used > limit) {
          Held last = order.last();
          order.remove(last);
          held[last.key] = null;
          used -= last.bytes;
        }
      }
    }
    return figures;
  }

  /** For each access the next read of its key; a write between them makes it worthless. */
  private int[] next() {
    int[] next = new int[recording.size()];
    int[] seen = new int[recording.distinctKeys()];
    Arrays.fill(seen, Integer.MAX_VALUE);
    for (int i = recording.size() - 1; i >= 0; i--) {
      next[i] = seen[recording.key(i)];
      seen[recording.key(i)] = recording.write(i) ? Integer.MAX_VALUE : i;
    }
    return next;
  }
}
