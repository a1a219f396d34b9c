package io.forewarm.client.near;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The near entries of one region, bounded by bytes. Looked up by the typed key, so that a hit
 * formats nothing; invalidated by the hash of the cache key, which is all that the log carries.
 */
public final class NearCache<K, V> {
  private static final int ENTRY_OVERHEAD_BYTES = 200;

  private final Cache<K, NearEntry<V>> entries;
  private final NearIndex index;
  private final LongAdder evictions = new LongAdder();
  private final LongAdder refusals = new LongAdder();

  /**
   * Creates an empty cache.
   *
   * @param maxBytes bound of the values and their overhead, bytes
   * @param kept how long an entry is kept at most
   * @param index where all regions of the client find their entries by hash
   * @param clock tells the age of entries: asking the operating system would cost a hit more than
   *     all the rest of it
   */
  public NearCache(long maxBytes, Duration kept, NearIndex index, CoarseClock clock) {
    this.index = index;
    this.entries =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher((K key, NearEntry<V> entry) -> entry.bytes() + ENTRY_OVERHEAD_BYTES)
            .expireAfterWrite(kept)
            .ticker(clock::nanos)
            .executor(Runnable::run)
            .evictionListener((key, entry, cause) -> evicted(entry))
            .build();
  }

  /** Returns the entry of a key, which may be unproven or expired. */
  public @Nullable NearEntry<V> get(K key) {
    return entries.getIfPresent(key);
  }

  /**
   * Puts an entry, unless its key was invalidated since the moment of the touch log at which its
   * read was sent, or another key has the same hash.
   */
  public void put(K key, NearEntry<V> entry, long readMoment) {
    entries
        .asMap()
        .compute(
            key,
            (same, before) -> {
              boolean refused = index.touches().touchedSince(entry.hash(), readMoment);
              if (refused || !index.claim(entry.hash(), this, key)) {
                refusals.increment();
                return before;
              }
              return entry;
            });
  }

  /** Removes the entry of a key. The touch log must know of it already. */
  void remove(K key) {
    entries.asMap().computeIfPresent(key, (same, entry) -> removed(entry));
  }

  /** Removes the entries that a test accepts. */
  public void invalidateIf(Predicate<? super NearEntry<V>> test) {
    entries
        .asMap()
        .forEach(
            (key, entry) -> {
              if (test.test(entry)) {
                entries.asMap().computeIfPresent(key, (same, present) -> removed(present));
              }
            });
  }

  private @Nullable NearEntry<V> removed(NearEntry<V> entry) {
    forget(entry);
    return null;
  }

  private void forget(@Nullable NearEntry<V> entry) {
    if (entry != null) {
      index.release(entry.hash());
    }
  }

  private void evicted(@Nullable NearEntry<V> entry) {
    evictions.increment();
    forget(entry);
  }

  /** How many entries gave way to others or had lived their time, since the start. */
  public long evictions() {
    return evictions.sum();
  }

  /** How many entries were not put, since the start. */
  public long refusals() {
    return refusals.sum();
  }

  /** Number of entries, about. */
  public long size() {
    return entries.estimatedSize();
  }
}
