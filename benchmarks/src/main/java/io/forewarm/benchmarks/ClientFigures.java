package io.forewarm.benchmarks;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.forewarm.benchmarks.stampede.Stampede;
import io.forewarm.benchmarks.stampede.StampedeFigures;

/** What {@code bench client} found, as it stands in its JSON. Times are means, rates a second. */
record ClientFigures(
    @JsonProperty("near_hit_vs_caffeine") double nearHitVsCaffeine,
    @JsonProperty("near_hit_bytes_per_op") double nearHitBytesPerOp,
    @JsonProperty("redisson_local_vs_near_hit") double redissonLocalVsNearHit,
    @JsonProperty("jetcache_vs_near_hit") double jetcacheVsNearHit,
    @JsonProperty("redis_get_1_vs_redisson") double redisGet1VsRedisson,
    @JsonProperty("redis_get_64_vs_redisson") double redisGet64VsRedisson,
    @JsonProperty("redis_get_64_vs_lettuce") double redisGet64VsLettuce,
    @JsonProperty("loads_per_expiry") double loadsPerExpiry,
    @JsonProperty("waiter_p99_over_load_ms") double waiterP99OverLoadMs,
    @JsonProperty("readers_waiting_with_stale") int readersWaitingWithStale,
    @JsonProperty("near_hit_ns") double nearHitNs,
    @JsonProperty("caffeine_ns") double caffeineNs,
    @JsonProperty("redisson_local_ns") double redissonLocalNs,
    @JsonProperty("jetcache_ns") double jetcacheNs,
    @JsonProperty("redis_get_1_per_s") double redisGet1PerS,
    @JsonProperty("redisson_get_1_per_s") double redissonGet1PerS,
    @JsonProperty("redis_get_64_per_s") double redisGet64PerS,
    @JsonProperty("redisson_get_64_per_s") double redissonGet64PerS,
    @JsonProperty("lettuce_get_64_per_s") double lettuceGet64PerS,
    @JsonProperty("most_loads_of_an_expiry") int mostLoadsOfAnExpiry) {

  /**
   * Below this many bytes an operation nothing was allocated by it: JMH divides by the operations
   * what the whole process allocates, the profiler included.
   */
  private static final double NOISE_BYTES = 0.5;

  static ClientFigures of(
      Measurements reads, StampedeFigures withoutStale, StampedeFigures withStale) {
    double bytes = reads.medianBytes(Contender.FOREWARM_NEAR);
    return new ClientFigures(
        reads.ratio(Contender.FOREWARM_NEAR, Contender.CAFFEINE),
        bytes < NOISE_BYTES ? 0 : bytes,
        reads.ratio(Contender.REDISSON_LOCAL, Contender.FOREWARM_NEAR),
        reads.ratio(Contender.JETCACHE, Contender.FOREWARM_NEAR),
        reads.ratio(Contender.FOREWARM_ALONE, Contender.BUCKET_ALONE),
        reads.ratio(Contender.FOREWARM_CROWD, Contender.BUCKET_CROWD),
        reads.ratio(Contender.FOREWARM_CROWD, Contender.LETTUCE_CROWD),
        withoutStale.loadsPerExpiry(),
        withoutStale.p99Millis() - Stampede.LOAD.toMillis(),
        withStale.waited(),
        reads.median(Contender.FOREWARM_NEAR),
        reads.median(Contender.CAFFEINE),
        reads.median(Contender.REDISSON_LOCAL),
        reads.median(Contender.JETCACHE),
        reads.median(Contender.FOREWARM_ALONE),
        reads.median(Contender.BUCKET_ALONE),
        reads.median(Contender.FOREWARM_CROWD),
        reads.median(Contender.BUCKET_CROWD),
        reads.median(Contender.LETTUCE_CROWD),
        withoutStale.mostLoads());
  }
}
