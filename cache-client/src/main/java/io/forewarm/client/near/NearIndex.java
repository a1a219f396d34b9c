package io.forewarm.client.near;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Finds the near entry of a cache key by its hash, over all regions of a client. */
public final class NearIndex {
  private final ConcurrentMap<Long, Place<?>> places = new ConcurrentHashMap<>();
  private final TouchLog touches = new TouchLog();

  /** What was invalidated lately. */
  public TouchLog touches() {
    return touches;
  }

  /** Removes the entry whose cache key has this hash, and refuses values that were read before. */
  public void invalidate(long hash) {
    touches.touch(hash);
    Place<?> place = places.get(hash);
    if (place != null) {
      place.empty();
    }
  }

  /** Takes a hash for a key; false if another key has it. */
  <K> boolean claim(long hash, NearCache<K, ?> cache, K key) {
    Place<K> mine = new Place<>(cache, key);
    Place<?> owner = places.putIfAbsent(hash, mine);
    return owner == null || owner.equals(mine);
  }

  void release(long hash) {
    places.remove(hash);
  }

  private record Place<K>(NearCache<K, ?> cache, K key) {
    void empty() {
      cache.remove(key);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Place<?> place && place.cache == cache && place.key.equals(key);
    }

    @Override
    public int hashCode() {
      return key.hashCode();
    }
  }
}
