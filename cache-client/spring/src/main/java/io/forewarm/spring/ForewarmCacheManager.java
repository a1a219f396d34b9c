package io.forewarm.spring;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;

/** Regions as Spring's caches: one for every name, opened at its first use. */
final class ForewarmCacheManager implements CacheManager {
  private final SpringRegions regions;
  private final Map<String, ForewarmCache> caches = new ConcurrentHashMap<>();

  ForewarmCacheManager(SpringRegions regions) {
    this.regions = regions;
  }

  @Override
  public @Nullable Cache getCache(String name) {
    return caches.computeIfAbsent(
        name, each -> new ForewarmCache(each, regions, Misses.ofThreads()));
  }

  @Override
  public Collection<String> getCacheNames() {
    return regions.names();
  }

  SpringRegions regions() {
    return regions;
  }
}
