package io.forewarm.local.simulation;

import io.forewarm.streams.behaviour.BehaviourConfig;
import io.forewarm.streams.warming.WarmingConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The cache that is simulated.
 *
 * @param capacity how much it holds; null: everything
 * @param ttl how long entries live; null: for ever
 * @param loadTime of the origin
 * @param instances processes of the service, 1 or more: each reports on its own
 * @param predict whether keys are warmed after what users read
 * @param refresh whether entries are refreshed before they end
 * @param warming how much may be loaded ahead
 */
public record SimulationConfig(
    @Nullable Capacity capacity,
    @Nullable Duration ttl,
    Duration loadTime,
    int instances,
    boolean predict,
    boolean refresh,
    WarmingConfig warming) {
  /** Under pressure of space what is loaded ahead does not stay for long. */
  private static final Duration SOON = Duration.ofSeconds(30);

  /**
   * Checks.
   *
   * @throws IllegalArgumentException naming the setting, its value and what is allowed
   */
  public SimulationConfig {
    check(ttl == null || ttl.toMillis() >= 1000, "--ttl", String.valueOf(ttl), "1 s or more");
    check(!loadTime.isNegative(), "--load-time", loadTime.toString(), "0 or more");
    check(instances >= 1 && instances <= 1000, "--instances", "" + instances, "1 to 1000");
  }

  private static void check(boolean good, String option, String value, String allowed) {
    if (!good) {
      throw new IllegalArgumentException(option + "=" + value + ": must be " + allowed);
    }
  }

  /** How far ahead a read counts for a load ahead of it. */
  Duration horizon() {
    if (ttl != null) {
      return ttl;
    }
    return capacity == null ? BehaviourConfig.DEFAULT.horizon() : SOON;
  }

  /** The end of a life that begins. */
  long end(long now) {
    return ttl == null ? Long.MAX_VALUE : now + ttl.toMillis();
  }
}
