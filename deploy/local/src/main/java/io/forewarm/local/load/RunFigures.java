package io.forewarm.local.load;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The figures of one run.
 *
 * @param offeredPerSecond operations that were due a second
 * @param reads number of reads
 * @param failedReads reads without a value, or with that of another key
 * @param hitRatio share of the reads that did not wait for the origin
 * @param freshHitRatio share of the reads that were hits neither after the soft expiry nor older
 *     than a completed write
 * @param meanMs latency of reads from when they were due, milliseconds
 * @param p99Ms 99 % of the reads took at most as long, milliseconds
 * @param originLoads number of loads
 * @param hottestKeyLoadsPerExpiry loads of the most read key that ran into each other at worst
 * @param redisMemoryBytes the most that Redis used, sampled each second
 * @param hotKeys number of keys that the pipeline announced as hot
 */
public record RunFigures(
    @JsonProperty("offered_per_s") double offeredPerSecond,
    @JsonProperty("reads") long reads,
    @JsonProperty("failed_reads") long failedReads,
    @JsonProperty("hit_ratio") double hitRatio,
    @JsonProperty("fresh_hit_ratio") double freshHitRatio,
    @JsonProperty("mean_ms") double meanMs,
    @JsonProperty("p99_ms") double p99Ms,
    @JsonProperty("origin_loads") long originLoads,
    @JsonProperty("hottest_key_loads_per_expiry") long hottestKeyLoadsPerExpiry,
    @JsonProperty("redis_memory_bytes") long redisMemoryBytes,
    @JsonProperty("hot_keys") long hotKeys) {

  /** Reads the figures off a run that has ended. */
  public static RunFigures of(
      double offeredPerSecond, Tally tally, Origin origin, long redisMemoryBytes, long hotKeys) {
    TallyMark all = tally.mark();
    return new RunFigures(
        offeredPerSecond,
        all.reads(),
        all.failed(),
        all.hitRatio(),
        all.freshHitRatio(),
        all.meanMillis(),
        tally.readMillis(99),
        origin.loads(),
        origin.hottestKeyLoadsPerExpiry(),
        redisMemoryBytes,
        hotKeys);
  }
}
