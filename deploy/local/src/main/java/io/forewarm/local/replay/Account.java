package io.forewarm.local.replay;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.forewarm.local.simulation.SimulationReport;
import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.CommandOutcome;
import io.forewarm.schemas.CommandResult;
import io.forewarm.schemas.KeyAccess;
import io.forewarm.schemas.Topics;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a cache did in a replay.
 *
 * @param requests reads
 * @param hitRatio share of them that did not wait for a load, 0 to 1
 * @param loads of the origin, asked for or ahead
 * @param speculativeLoads loads ahead
 */
record Account(
    @JsonProperty("requests") long requests,
    @JsonProperty("hit_ratio") double hitRatio,
    @JsonProperty("loads") long loads,
    @JsonProperty("speculative_loads") long speculativeLoads) {

  /** What a simulation says. */
  static Account of(SimulationReport simulated) {
    return new Account(
        simulated.requests(),
        simulated.hitRatio(),
        simulated.loads(),
        simulated.speculativeLoads());
  }

  /**
   * What the clients and workers of a pipeline reported of a region.
   *
   * @param since broker time, milliseconds since 1970
   */
  static Account of(Map<String, ?> kafka, Topics topics, String region, long since) {
    Sums sums = new Sums();
    try (TopicScan<AccessReport> access = new TopicScan<>(kafka, topics.access);
        TopicScan<CommandOutcome> outcomes = new TopicScan<>(kafka, topics.outcomes)) {
      access.read(since, found -> sums.add(found.value(), region));
      outcomes.read(since, found -> sums.add(found.value(), region));
    }
    double hitRatio = sums.reads == 0 ? 0 : (double) (sums.reads - sums.misses) / sums.reads;
    return new Account(sums.reads, hitRatio, sums.loads, sums.ahead);
  }

  private static final class Sums {
    private long reads;
    private long misses;
    private long loads;
    private long ahead;

    void add(@Nullable AccessReport report, String region) {
      if (report == null) {
        return;
      }
      for (KeyAccess key : report.getKeys()) {
        if (CacheKey.region(key.getKey()).equals(region)) {
          reads += key.getReads();
          misses += key.getMisses();
          loads += key.getLoads();
        }
      }
    }

    void add(@Nullable CommandOutcome outcome, String region) {
      if (outcome != null
          && outcome.getResult() == CommandResult.DONE
          && CacheKey.region(outcome.getKey()).equals(region)) {
        ahead++;
      }
    }
  }
}
