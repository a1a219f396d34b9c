package io.forewarm.client.keys;

import org.jspecify.annotations.Nullable;

/** Writes typed keys as cache keys and reads them back. Safe for concurrent use. */
public interface KeyFormat<K> {
  /**
   * Returns the cache key: region, colon, key in the region, with the hash tag of the partitioning.
   */
  String cacheKey(K key);

  /** Reads a cache key of this region; null if it does not have this form. */
  @Nullable K parse(String cacheKey);
}
