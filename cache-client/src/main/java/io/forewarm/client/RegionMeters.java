package io.forewarm.client;

import io.forewarm.client.events.KeyCounter;
import io.forewarm.client.expiry.AdaptiveTtl;
import io.forewarm.client.near.NearCache;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

/** What a region counts for people. */
final class RegionMeters {
  private final KeyCounter unheard = KeyCounter.unheard();
  final LongAdder redisHits = new LongAdder();
  final LongAdder staleHits = new LongAdder();
  final LongAdder staleAfterWaiting = new LongAdder();
  final LongAdder staleWithoutRedis = new LongAdder();
  final LongAdder misses = new LongAdder();
  final LongAdder refusedFills = new LongAdder();
  final LongAdder degradedLoads = new LongAdder();
  final LongAdder failures = new LongAdder();
  final LongAdder earlyRefreshes = new LongAdder();
  final LongAdder unreadable = new LongAdder();
  final LongAdder refusedValues = new LongAdder();
  final Timer leaseWaits;
  final Timer waits;
  final DistributionSummary storedBytes;
  final DistributionSummary batches;
  final Timer loads;
  final Timer failedLoads;
  private final MeterRegistry registry;
  private final String region;

  RegionMeters(Engine engine, String region, NearCache<?, ?> near) {
    this.registry = engine.meters();
    this.region = region;
    reads("near", it -> it.unheard.nearHits() + engine.events().nearHits(region));
    reads("redis", it -> it.redisHits.sum());
    reads("origin", it -> it.misses.sum());
    stale("refreshing", staleHits);
    stale("soft-timeout", staleAfterWaiting);
    stale("redis-away", staleWithoutRedis);
    counter("fills.refused", refusedFills, "Loads whose lease was lost to a write");
    counter("loads.degraded", degradedLoads, "Loads without lease, Redis being away");
    counter("failures", failures, "Reads that neither cache nor origin answered");
    counter("refreshes.early", earlyRefreshes, "Refreshes that began before the soft expiry");
    counter("values.unreadable", unreadable, "Stored values that their codec could not read");
    counter("values.refused", refusedValues, "Values that are too large or cannot be encoded");
    leaseWaits =
        Timer.builder("forewarm.client.lease.waits")
            .description("Waits for a key that another process loads")
            .tag("region", region)
            .register(registry);
    waits =
        Timer.builder("forewarm.client.waits")
            .description("Time of reads that waited for a load, from their beginning")
            .tag("region", region)
            .register(registry);
    storedBytes = summary("stored", "bytes", "Sizes of stored values, before compression");
    batches = summary("loads.batches", "keys", "Keys that one call of the batch loader was for");
    loads = timer(registry, region, "done");
    failedLoads = timer(registry, region, "failed");
    Gauge.builder("forewarm.client.near.entries", near, NearCache::size)
        .description("Entries in the near cache")
        .tag("region", region)
        .register(registry);
    near("evictions", near, NearCache::evictions, "Near entries that gave way to others");
    near("refused", near, NearCache::refusals, "Near entries not kept: written during their read");
  }

  void ttl(AdaptiveTtl ttl) {
    if (ttl.moves()) {
      Gauge.builder("forewarm.client.ttl.soft", ttl, it -> it.softMillis() / 1000.0)
          .description("Soft TTL that has been learnt, where a region has ttlBounds")
          .baseUnit("seconds")
          .tag("region", region)
          .register(registry);
    }
  }

  void replicas(ReplicaReads replicas) {
    replicas("hit", replicas.hits);
    replicas("miss", replicas.misses);
    counter("replicas.copies", replicas.copies, "Copies of hot keys made in other slots of Redis");
  }

  private void replicas(String result, LongAdder count) {
    FunctionCounter.builder("forewarm.client.replicas.reads", count, LongAdder::doubleValue)
        .description("Reads of replicas of hot keys; after a miss home is read")
        .tags("region", region, "result", result)
        .register(registry);
  }

  void origin(Origin<?, ?> origin) {
    Gauge.builder("forewarm.client.breaker.open", origin, it -> it.open() ? 1 : 0)
        .description("1 while a dependency that fails is left alone")
        .tags("dependency", "origin", "region", region)
        .register(registry);
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

  /** Returns where the near hits of a key are counted: if nobody reports them, for the region. */
  KeyCounter counterOf(Read<?> read) {
    return read.counter().heard() ? read.counter() : unheard;
  }

  private void reads(String layer, ToDoubleFunction<RegionMeters> count) {
    FunctionCounter.builder("forewarm.client.reads", this, count)
        .description("Reads by the layer that answered")
        .tags("region", region, "layer", layer)
        .register(registry);
  }

  private void stale(String cause, LongAdder count) {
    FunctionCounter.builder("forewarm.client.stale", count, LongAdder::doubleValue)
        .description("Reads answered after the soft expiry, by why")
        .tags("region", region, "cause", cause)
        .register(registry);
  }

  private void near(
      String name,
      NearCache<?, ?> near,
      ToDoubleFunction<NearCache<?, ?>> count,
      String description) {
    FunctionCounter.builder("forewarm.client.near." + name, near, count::applyAsDouble)
        .description(description)
        .tag("region", region)
        .register(registry);
  }

  private DistributionSummary summary(String name, String unit, String description) {
    return DistributionSummary.builder("forewarm.client." + name)
        .description(description)
        .baseUnit(unit)
        .tag("region", region)
        .register(registry);
  }

  private void counter(String name, LongAdder count, String description) {
    FunctionCounter.builder("forewarm.client." + name, count, LongAdder::doubleValue)
        .description(description)
        .tag("region", region)
        .register(registry);
  }
}
