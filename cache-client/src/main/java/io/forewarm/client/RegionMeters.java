package io.forewarm.client;

import io.forewarm.client.events.KeyCounter;
import io.forewarm.client.near.NearCache;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

/** What a region counts for people. */
final class RegionMeters {
  private final LongAdder nearHits = new LongAdder();
  final LongAdder redisHits = new LongAdder();
  final LongAdder staleHits = new LongAdder();
  final LongAdder misses = new LongAdder();
  final LongAdder refusedFills = new LongAdder();
  final LongAdder degradedLoads = new LongAdder();
  final LongAdder failures = new LongAdder();
  final Timer loads;
  final Timer failedLoads;
  private final MeterRegistry registry;
  private final String region;

  RegionMeters(Engine engine, String region, NearCache<?, ?> near) {
    this.registry = engine.meters();
    this.region = region;
    reads("near", it -> it.nearHits.sum() + engine.events().nearHits(region));
    reads("redis", it -> it.redisHits.sum());
    reads("origin", it -> it.misses.sum());
    counter(registry, region, "stale", staleHits, "Reads answered after the soft expiry");
    counter(
        registry, region, "fills.refused", refusedFills, "Loads whose lease was lost to a write");
    counter(
        registry, region, "loads.degraded", degradedLoads, "Loads without lease, Redis being away");
    counter(registry, region, "failures", failures, "Reads that neither cache nor origin answered");
    loads = timer(registry, region, "done");
    failedLoads = timer(registry, region, "failed");
    Gauge.builder("forewarm.client.near.entries", near, NearCache::size)
        .description("Entries in the near cache")
        .tag("region", region)
        .register(registry);
  }

  void origin(Origin<?, ?> origin) {
    Gauge.builder("forewarm.client.loads.waiting", origin, Origin::waiting)
        .description("Loads that wait because maxLoads of the region run already")
        .tag("region", region)
        .register(registry);
  }

  private static Timer timer(MeterRegistry registry, String region, String result) {
    return Timer.builder("forewarm.client.loads")
        .description("Loads from the origin")
        .tags("region", region, "result", result)
        .register(registry);
  }

  /** Counts a near hit, once: where its key's counter is reported, that one knows it. */
  void nearHit(KeyCounter counter, boolean stale) {
    if (!counter.nearHit(stale)) {
      nearHits.increment();
    }
  }

  private void reads(String layer, ToDoubleFunction<RegionMeters> count) {
    FunctionCounter.builder("forewarm.client.reads", this, count)
        .description("Reads by the layer that answered")
        .tags("region", region, "layer", layer)
        .register(registry);
  }

  private static void counter(
      MeterRegistry registry, String region, String name, LongAdder count, String description) {
    FunctionCounter.builder("forewarm.client." + name, count, LongAdder::doubleValue)
        .description(description)
        .tag("region", region)
        .register(registry);
  }
}
