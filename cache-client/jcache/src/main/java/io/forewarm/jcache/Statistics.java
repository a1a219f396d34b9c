package io.forewarm.jcache;

import java.util.concurrent.atomic.LongAdder;
import javax.cache.management.CacheStatisticsMXBean;

/** What this process has done with a cache. Times are microseconds on average. */
final class Statistics implements CacheStatisticsMXBean {
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder puts = new LongAdder();
  private final LongAdder removals = new LongAdder();
  private final LongAdder getNanos = new LongAdder();
  private final LongAdder putNanos = new LongAdder();
  private final LongAdder removeNanos = new LongAdder();
  private volatile boolean enabled;

  void enable(boolean wanted) {
    enabled = wanted;
  }

  void looked(boolean hit, long began) {
    add(hit ? hits : misses, getNanos, began);
  }

  void put(long began) {
    add(puts, putNanos, began);
  }

  void removed(long began) {
    add(removals, removeNanos, began);
  }

  private void add(LongAdder count, LongAdder nanos, long began) {
    if (enabled) {
      count.increment();
      nanos.add(System.nanoTime() - began);
    }
  }

  @Override
  public void clear() {
    hits.reset();
    misses.reset();
    puts.reset();
    removals.reset();
    getNanos.reset();
    putNanos.reset();
    removeNanos.reset();
  }

  @Override
  public long getCacheHits() {
    return hits.sum();
  }

  @Override
  public float getCacheHitPercentage() {
    return share(getCacheHits());
  }

  @Override
  public long getCacheMisses() {
    return misses.sum();
  }

  @Override
  public float getCacheMissPercentage() {
    return share(getCacheMisses());
  }

  private float share(long count) {
    long gets = getCacheGets();
    return gets == 0 ? 0 : 100f * count / gets;
  }

  @Override
  public long getCacheGets() {
    return getCacheHits() + getCacheMisses();
  }

  @Override
  public long getCachePuts() {
    return puts.sum();
  }

  @Override
  public long getCacheRemovals() {
    return removals.sum();
  }

  /** Redis evicts, and does not say what. */
  @Override
  public long getCacheEvictions() {
    return 0;
  }

  @Override
  public float getAverageGetTime() {
    return micros(getNanos, getCacheGets());
  }

  @Override
  public float getAveragePutTime() {
    return micros(putNanos, getCachePuts());
  }

  @Override
  public float getAverageRemoveTime() {
    return micros(removeNanos, getCacheRemovals());
  }

  private static float micros(LongAdder nanos, long count) {
    return count == 0 ? 0 : nanos.sum() / 1000f / count;
  }
}
