package io.forewarm.benchmarks;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What {@code bench invalidation} found, as it stands in its JSON. Times in ms. */
record InvalidationFigures(
    @JsonProperty("writes_per_s") double rate,
    @JsonProperty("redis_p50_ms") double redisP50,
    @JsonProperty("redis_p99_ms") double redisP99,
    @JsonProperty("redis_p9999_ms") double redisP9999,
    @JsonProperty("client_p50_ms") double clientP50,
    @JsonProperty("client_p99_ms") double clientP99,
    @JsonProperty("client_p9999_ms") double clientP9999,
    @JsonProperty("writes") int writes) {}
