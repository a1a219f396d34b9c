package io.forewarm.local.replay;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What is replayed, and how.
 *
 * @param files traces, merged in the order of time; one or more
 * @param speed 1 for the traces' own, above 0
 * @param rate accesses a second of a trace without a clock, above 0
 * @param limit most accesses, 1 or more
 * @param ttl how long values are fresh
 * @param latency of the origin at the median
 * @param seed of the origin's latencies
 * @param account whether values end with their freshness, as those of a simulation do
 */
record ReplayConfig(
    List<Path> files,
    double speed,
    double rate,
    long limit,
    Duration ttl,
    Duration latency,
    long seed,
    boolean account) {
  ReplayConfig {
    files = List.copyOf(files);
    check(!files.isEmpty(), "FILE", "none", "name one trace or more");
    check(speed > 0 && speed <= 1e6, "--speed", speed, "must be above 0, to 1,000,000");
    check(rate > 0 && rate <= 1e6, "--rate", rate, "must be above 0, to 1,000,000");
    check(limit >= 1, "--limit", limit, "must be 1 or more");
    check(ttl.toMillis() >= 1, "--ttl", ttl, "must be 1 ms or more");
    check(!latency.isNegative(), "--latency", latency, "must not be negative");
  }

  private static void check(boolean good, String option, Object value, String mend) {
    if (!good) {
      throw new IllegalArgumentException(option + "=" + value + ": " + mend);
    }
  }

  /** Time between accesses of a trace without a clock, in milliseconds of the traces. */
  double millisApart() {
    return 1000.0 * speed / rate;
  }
}
