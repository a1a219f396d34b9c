package io.forewarm.client;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Values of one kind, under typed keys. Every read goes near cache, Redis, loader, in this order,
 * and waits for no more than one load of its key in the whole cluster.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public interface Region<K, V> {
  /** The region's name. */
  String name();

  /**
   * Returns the value of a key, from the nearest place that has it; null when the origin has none.
   *
   * @throws CacheException if neither cache nor origin could answer within the region's timeout
   */
  @Nullable V get(K key);

  /** As {@link #get}, without blocking the caller. */
  CompletableFuture<@Nullable V> getAsync(K key);

  /** Returns the values of several keys; keys of which the origin has no value are missing. */
  Map<K, V> getAll(Collection<? extends K> keys);

  /**
   * Writes the origin and then the cache, so that no load that began before the write can be stored
   * after it. Returns when the cache has the new value and the broker has the event.
   *
   * @param write writes the origin and returns the new value; null for a deletion
   */
  @Nullable V update(K key, OriginWrite<V> write);

  /**
   * Offers a value that the origin has at a version. It replaces a cached value of a lower version;
   * where none is cached, the next read loads.
   */
  void put(K key, V value, long version);

  /**
   * Makes the cached value void everywhere. Returns when Redis and this process serve it no more
   * and the broker has acknowledged the event for all others.
   */
  void invalidate(K key);

  /** As {@link #invalidate}, without blocking the caller. */
  CompletableFuture<Void> invalidateAsync(K key);

  /** Returns this region as a user reads it: the same, and the user's visits are reported. */
  Region<K, V> as(String user);

  /** Writes the origin. */
  @FunctionalInterface
  interface OriginWrite<V> {
    /** Returns the new value, or null for a deletion. */
    @Nullable V write() throws Exception;
  }
}
