package io.forewarm.client.events;

import io.forewarm.schemas.CacheKey;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the counter of a key. Bounded: beyond that, reads count for their region only. Safe for
 * concurrent use.
 */
final class CounterTable {
  private final ConcurrentHashMap<String, KeyCounter> counters = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, RegionTotal> regions = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, KeyCounter> overflows = new ConcurrentHashMap<>();
  private final TouchedCounters touched = new TouchedCounters();
  private final int partitions;
  private final int maxKeys;

  CounterTable(int partitions, int maxKeys) {
    this.partitions = partitions;
    this.maxKeys = maxKeys;
  }

  /** Returns the key's counter, or its region's overflow when the table is full. */
  KeyCounter counter(String cacheKey) {
    KeyCounter found = counters.get(cacheKey);
    return found != null ? found : add(cacheKey);
  }

  private KeyCounter add(String cacheKey) {
    String region = CacheKey.region(cacheKey);
    if (counters.mappingCount() >= maxKeys) {
      return overflows.computeIfAbsent(region, name -> create("", name));
    }
    KeyCounter fresh = create(cacheKey, region);
    KeyCounter present = counters.putIfAbsent(cacheKey, fresh);
    if (present != null) {
      return present;
    }
    fresh.touch(); // so that it is noticed, and removed again, even if nobody counts
    return fresh;
  }

  private KeyCounter create(String cacheKey, String region) {
    RegionTotal total = total(region);
    int partition = cacheKey.isEmpty() ? -1 : CacheKey.partition(cacheKey, partitions);
    return new KeyCounter(cacheKey, partition, total, touched);
  }

  RegionTotal total(String region) {
    return regions.computeIfAbsent(region, name -> new RegionTotal(name, partitions));
  }

  /** Whether a counter stands for the many keys of a region that found no place. */
  static boolean isOverflow(KeyCounter counter) {
    return counter.partition < 0;
  }

  /**
   * Returns the counter in the table for the key of a counter that somebody holds: itself, put back
   * if it had been removed, or the one that took its place.
   */
  KeyCounter home(KeyCounter held) {
    if (held.unreported.listed) {
      return held;
    }
    KeyCounter present = counters.putIfAbsent(held.cacheKey, held);
    return present == null ? held : present;
  }

  void remove(KeyCounter idle) {
    counters.remove(idle.cacheKey, idle);
  }

  @Nullable KeyCounter takeTouched() {
    return touched.takeAll();
  }

  Collection<RegionTotal> regions() {
    return regions.values();
  }

  long size() {
    return counters.mappingCount();
  }
}
