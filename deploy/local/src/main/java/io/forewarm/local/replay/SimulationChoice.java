package io.forewarm.local.replay;

import io.forewarm.local.simulation.Capacity;
import io.forewarm.local.simulation.SimulationConfig;
import io.forewarm.streams.warming.WarmingConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a simulation; null where nothing was said.
 *
 * @param excess loads that there may be above those of a lazy cache, as a share
 */
record SimulationChoice(
    @Nullable Capacity capacity,
    @Nullable Duration ttl,
    Duration loadTime,
    int instances,
    boolean predict,
    boolean refresh,
    @Nullable Double excess) {
  private static final Duration TTL = Duration.ofMinutes(5);

  /**
   * Returns the cache that is meant: without ttl and capacity its entries live 5 minutes.
   *
   * @throws IllegalArgumentException naming the option, its value, and what is allowed
   */
  SimulationConfig config() {
    boolean bounded = ttl == null && capacity != null;
    WarmingConfig warming = bounded ? WarmingConfig.BOUNDED : WarmingConfig.DEFAULT;
    return new SimulationConfig(
        capacity,
        ttl == null && capacity == null ? TTL : ttl,
        loadTime,
        instances,
        predict,
        refresh,
        excess == null ? warming : warming.withExcess(excess));
  }
}
