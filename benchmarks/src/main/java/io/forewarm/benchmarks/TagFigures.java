package io.forewarm.benchmarks;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What {@code bench tags} found, as it stands in its JSON. Times in ms, ratios of throughput. */
record TagFigures(
    @JsonProperty("keys") int keys,
    @JsonProperty("stored_s") double storedSeconds,
    @JsonProperty("writes") int writes,
    @JsonProperty("effect_p50_ms") double effectP50,
    @JsonProperty("effect_max_ms") double effectMax,
    @JsonProperty("near_ratio") double nearRatio,
    @JsonProperty("redis_ratio") double redisRatio,
    @JsonProperty("newcomer_read") int newcomerRead,
    @JsonProperty("newcomer_stored") int newcomerStored,
    @JsonProperty("newcomer_stale") long newcomerStale) {}
