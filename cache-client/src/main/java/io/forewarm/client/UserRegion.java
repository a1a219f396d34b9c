package io.forewarm.client;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A region as one user reads it. */
record UserRegion<K, V>(CachedRegion<K, V> region, String user) implements Region<K, V> {
  @Override
  public String name() {
    return region.name();
  }

  @Override
  public @Nullable V get(K key) {
    return region.get(key, user);
  }

  @Override
  public CompletableFuture<@Nullable V> getAsync(K key) {
    return region.getAsync(key, user);
  }

  @Override
  public Map<K, V> getAll(Collection<? extends K> keys) {
    return region.getAll(keys, user);
  }

  @Override
  public @Nullable V update(K key, OriginWrite<V> write) {
    return region.update(key, write);
  }

  @Override
  public void put(K key, V value, long version) {
    region.put(key, value, version);
  }

  @Override
  public void invalidate(K key) {
    region.invalidate(key);
  }

  @Override
  public CompletableFuture<Void> invalidateAsync(K key) {
    return region.invalidateAsync(key);
  }

  @Override
  public Region<K, V> as(String other) {
    return region.as(other);
  }
}
