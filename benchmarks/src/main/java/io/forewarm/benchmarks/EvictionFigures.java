package io.forewarm.benchmarks;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What {@code bench eviction} found, as it stands in its JSON; shares are 0 to 1. */
record EvictionFigures(
    @JsonProperty("reads") int reads,
    @JsonProperty("counted_reads") int counted,
    @JsonProperty("maxmemory") String maxmemory,
    @JsonProperty("lfu_hit_ratio") double lfuHitRatio,
    @JsonProperty("forewarm_hit_ratio") double forewarmHitRatio,
    @JsonProperty("lfu_loads") long lfuLoads,
    @JsonProperty("forewarm_loads") long forewarmLoads,
    @JsonProperty("lfu_load_time_share") double lfuLoadTimeShare,
    @JsonProperty("forewarm_load_time_share") double forewarmLoadTimeShare,
    @JsonProperty("lfu_memory_max") double lfuMemoryMax,
    @JsonProperty("forewarm_memory_max") double forewarmMemoryMax,
    @JsonProperty("forewarm_evicted_by_redis") long forewarmEvictedByRedis) {}
