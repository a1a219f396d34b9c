package io.forewarm.local.simulation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.IntConsumer;

/** The real Caffeine, W-TinyLFU. */
final class TinyLfuModel implements CacheModel {
  private record Entry(int weight, long until) {}

  private final Cache<Integer, Entry> entries;
  private final boolean byBytes;
  private final long limit;
  private IntConsumer gone = key -> {};

  /**
   * Begins empty.
   *
   * @param limit of entries or bytes
   */
  TinyLfuModel(long limit, boolean byBytes) {
    this.byBytes = byBytes;
    this.limit = limit;
    this.entries =
        Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumWeight(limit)
            .weigher((Integer key, Entry entry) -> entry.weight)
            .evictionListener((key, entry, cause) -> told(key))
            .build();
  }

  private void told(@org.jspecify.annotations.Nullable Integer key) {
    if (key != null) {
      gone.accept(key);
    }
  }

  @Override
  public long until(int key, long now) {
    Entry entry = entries.asMap().get(key);
    return entry != null && entry.until > now ? entry.until : ABSENT;
  }

  @Override
  public void read(int key, long now) {
    // Asking has counted it.
  }

  @Override
  public boolean store(int key, long bytes, long now, long until, IntConsumer listener) {
    int weight = byBytes ? (int) Math.min(Integer.MAX_VALUE, bytes) : 1;
    if (weight > limit) {
      entries.invalidate(key);
      return false;
    }
    boolean[] refused = {false};
    gone =
        other -> {
          if (other == key) {
            refused[0] = true;
          } else {
            listener.accept(other);
          }
        };
    entries.put(key, new Entry(weight, until));
    entries.cleanUp();
    gone = other -> {};
    return !refused[0];
  }

  @Override
  public void remove(int key) {
    entries.invalidate(key);
  }
}
