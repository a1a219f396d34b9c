package io.forewarm.client;

import io.forewarm.client.control.ControlListener;
import io.forewarm.client.near.NearEntry;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.RuleBook;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Brings the pipeline's word to the regions. */
final class ControlRouter implements ControlListener {
  private final Engine engine;
  private final Map<String, CachedRegion<?, ?>> regions;
  private final Map<String, HotKey> announced = new ConcurrentHashMap<>();

  ControlRouter(Engine engine, Map<String, CachedRegion<?, ?>> regions) {
    this.engine = engine;
    this.regions = regions;
    engine.voided().onAdd(this::sweep);
  }

  /** The rules that hold now. */
  RuleBook rules() {
    return engine.acting().rules();
  }

  @Override
  public void hot(HotKey key) {
    announced.put(key.getKey(), key);
    engine.events().declaredHot(key.getKey(), true);
    heat(key);
  }

  private void heat(HotKey key) {
    if (!engine.acting().has(key.getKey())) {
      cool(key.getKey());
      return;
    }
    if (key.getWritesPerSecond() > key.getRatePerSecond()) {
      engine.heat().cooled(key.getKey()); // near entries of it would hardly ever be hit
    } else {
      engine.heat().hot(key.getKey());
    }
    engine.replicas().spread(key.getKey(), key.getReplicas());
  }

  @Override
  public void cooled(String cacheKey) {
    announced.remove(cacheKey);
    engine.events().declaredHot(cacheKey, false);
    cool(cacheKey);
  }

  private void cool(String cacheKey) {
    engine.heat().cooled(cacheKey);
    engine.replicas().gather(cacheKey);
  }

  @Override
  public void invalidated(long hash) {
    engine.heat().written(hash);
    engine.replicas().touch(hash);
    engine.index().invalidate(hash);
  }

  @Override
  public void voided(String name, long at) {
    engine.voided().add(name, at);
  }

  /** Near copies of what was made void go at once, also those that are being read now. */
  private void sweep(Predicate<NearEntry<?>> covered) {
    engine.replicas().touchAll();
    engine.index().touches().touchAll();
    regions.values().forEach(region -> region.near().invalidateIf(covered));
  }

  @Override
  public void rules(RuleBook changed) {
    engine.acting().rules(changed);
    regions.values().forEach(region -> region.rules(changed));
    announced.values().forEach(this::heat);
  }

  @Override
  public void lost() {
    engine.notices().controlLog(false);
    sweep(entry -> true);
  }

  @Override
  public void current() {
    engine.acting().known();
    engine.voided().known();
    engine.notices().controlLog(true);
  }

  /** Returns the region of a cache key, or null if this client has not opened it. */
  @Nullable CachedRegion<?, ?> regionOf(String cacheKey) {
    return regions.get(CacheKey.region(cacheKey));
  }
}
