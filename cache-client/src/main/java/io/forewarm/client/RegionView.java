package io.forewarm.client;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A region as one caller uses it. */
record RegionView<K, V>(CachedRegion<K, V> region, Caller caller) implements Region<K, V> {
  @Override
  public String name() {
    return region.name();
  }

  @Override
  public @Nullable V get(K key) {
    return region.get(key, caller);
  }

  @Override
  public CompletableFuture<@Nullable V> getAsync(K key) {
    return region.getAsync(key, caller);
  }

  @Override
  public Map<K, V> getAll(Collection<? extends K> keys) {
    return region.getAll(keys, caller);
  }

  @Override
  public CompletableFuture<Map<K, V>> getAllAsync(Collection<? extends K> keys) {
    return region.getAllAsync(keys, caller);
  }

  @Override
  public @Nullable V update(K key, OriginWrite<V> write) {
    return region.update(key, write, caller);
  }

  @Override
  public CompletableFuture<@Nullable V> updateAsync(
      K key, Supplier<? extends CompletionStage<@Nullable V>> write) {
    return region.updateAsync(key, write, caller);
  }

  @Override
  public CompletableFuture<Void> putAsync(K key, V value, long version) {
    return region.putAsync(key, value, version, caller);
  }

  @Override
  public CompletableFuture<Void> invalidateAsync(K key) {
    return region.invalidateAsync(key);
  }

  @Override
  public CompletableFuture<Void> invalidateTagAsync(String tag) {
    return region.invalidateTagAsync(tag);
  }

  @Override
  public CompletableFuture<Void> invalidatePrefixAsync(String prefix) {
    return region.invalidatePrefixAsync(prefix);
  }

  @Override
  public boolean acts(K key) {
    return region.acts(key);
  }

  @Override
  public Region<K, V> as(String user) {
    return new RegionView<>(region, caller.as(user));
  }

  @Override
  public Region<K, V> with(CallOptions options) {
    return new RegionView<>(region, caller.with(options));
  }

  @Override
  public Region<K, V> loadedBy(Source<K, V> source) {
    return new RegionView<>(region, caller.loadedBy(source));
  }

  @Override
  public Lookup<V> lookup(K key) {
    return region.lookup(key, caller);
  }

  @Override
  public Seized<V> seize(K key) {
    return region.seize(key, caller);
  }

  @Override
  public Iterator<Map.Entry<K, V>> scan() {
    return region.scan();
  }
}
