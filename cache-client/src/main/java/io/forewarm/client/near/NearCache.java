package io.forewarm.client.near;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The near entries of one region, bounded by bytes. Looked up by the typed key, so that a hit
 * formats nothing; invalidated by the hash of the cache key, which is all that the log carries.
 *
 * <p>A hit reads a plain map. Which entries stay is Caffeine's business, which holds the same ones:
 * every change of the map happens inside that of its twin. Of hits it hears when it has to choose,
 * before an entry is put, and of the last ones that were noted; see RATIONALE.md, "A near hit
 * touches few cache lines".
 */
public final class NearCache<K, V> {
  private static final int ENTRY_OVERHEAD_BYTES = 240;

  /** Hits that are noted for Caffeine, the latest. A power of 2. */
  private static final int NOTED_HITS = 64;

  private final ConcurrentMap<K, NearEntry<V>> entries = new ConcurrentHashMap<>();
  private final Cache<K, NearEntry<V>> policy;
  private final NearIndex index;
  private final @Nullable Object[] noted = new @Nullable Object[NOTED_HITS];
  private int lastNoted;
  private final LongAdder evictions = new LongAdder();
  private final LongAdder refusals = new LongAdder();

  /**
   * Creates an empty cache.
   *
   * @param maxBytes bound of the values and their overhead, bytes
   * @param index where all regions of the client find their entries by hash
   */
  public NearCache(long maxBytes, NearIndex index) {
    this.index = index;
    this.policy =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher((K key, NearEntry<V> entry) -> entry.details().bytes() + ENTRY_OVERHEAD_BYTES)
            .executor(Runnable::run)
            .evictionListener((key, entry, cause) -> evicted(key, entry))
            .build();
  }

  /** Returns the entry of a key, which may be unproven or expired. */
  public @Nullable NearEntry<V> get(K key) {
    return entries.get(key);
  }

  /**
   * Notes a hit, so that the entry is kept. Notes of threads that meet here overwrite each other:
   * what is read often is noted again.
   */
  public void note(K key) {
    noted[++lastNoted & (NOTED_HITS - 1)] = key;
  }

  /** Tells Caffeine of the hits that were noted. */
  @SuppressWarnings("unchecked") // only keys are noted
  private void tell() {
    for (int i = 0; i < NOTED_HITS; i++) {
      Object key = noted[i];
      if (key != null) {
        noted[i] = null;
        NearEntry<V> unused = policy.getIfPresent((K) key);
      }
    }
  }

  /**
   * Puts an entry, unless its key was invalidated since the moment of the touch log at which its
   * read was sent, or another key has the same hash.
   */
  public void put(K key, NearEntry<V> entry, long readMoment) {
    tell();
    policy
        .asMap()
        .compute(
            key,
            (same, before) -> {
              boolean refused = index.touches().touchedSince(entry.details().hash(), readMoment);
              if (refused || !index.claim(entry.details().hash(), this, key)) {
                refusals.increment();
                return before;
              }
              entries.put(key, entry);
              return entry;
            });
  }

  /** Removes the entry of a key. The touch log must know of it already. */
  void remove(K key) {
    policy.asMap().computeIfPresent(key, (same, entry) -> removed(key, entry));
  }

  /** Removes the entries that a test accepts. */
  public void invalidateIf(Predicate<? super NearEntry<V>> test) {
    entries.forEach(
        (key, entry) -> {
          if (test.test(entry)) {
            remove(key);
          }
        });
  }

  /**
   * Removes what was read before a moment, {@link System#nanoTime}. Hits judge the age of an entry
   * by themselves: a cache that expires would ask for the time once more on each of them.
   */
  public void removeReadBefore(long moment) {
    invalidateIf(entry -> entry.readAt() - moment < 0);
  }

  private @Nullable NearEntry<V> removed(K key, NearEntry<V> entry) {
    entries.remove(key);
    index.release(entry.details().hash());
    return null;
  }

  private void evicted(@Nullable K key, @Nullable NearEntry<V> entry) {
    if (key != null && entry != null) {
      removed(key, entry);
      evictions.increment();
    }
  }

  /** How many entries gave way to others, since the start. */
  public long evictions() {
    return evictions.sum();
  }

  /** How many entries were not put, since the start. */
  public long refusals() {
    return refusals.sum();
  }

  /** Number of entries, about. */
  public long size() {
    return entries.size();
  }
}
