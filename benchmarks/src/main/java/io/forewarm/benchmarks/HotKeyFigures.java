package io.forewarm.benchmarks;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What {@code bench hot-keys} found, as it stands in its JSON. Times in ms, rates a second. */
record HotKeyFigures(
    @JsonProperty("detect_p50_ms") double detectP50,
    @JsonProperty("detect_p99_ms") double detectP99,
    @JsonProperty("detect_p999_ms") double detectP999,
    @JsonProperty("counters_per_s_per_core") double countersPerCore,
    @JsonProperty("reads_covered_per_s") double readsCovered,
    @JsonProperty("consumer_per_s") double consumer,
    @JsonProperty("ring_per_s") double ring,
    @JsonProperty("dsl_sliding_per_s") double sliding,
    @JsonProperty("dsl_hopping_per_s") double hopping,
    @JsonProperty("steps") int steps,
    @JsonProperty("counters_per_s") double counters,
    @JsonProperty("statistics_percent") double statisticsPercent) {}
