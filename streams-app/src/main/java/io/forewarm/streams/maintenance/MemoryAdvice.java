package io.forewarm.streams.maintenance;

import io.forewarm.streams.insight.AlertName;
import java.util.Locale;
import java.util.Optional;

/**
 * What is set up badly about the memory of a master.
 *
 * @param alert its name
 * @param text what is wrong and what to do, in one sentence
 */
record MemoryAdvice(String alert, String text) {
  static final String UNBOUNDED = AlertName.REDIS_MEMORY_UNBOUNDED.text();
  static final String POLICY = AlertName.REDIS_EVICTION_POLICY.text();

  /**
   * Returns what should be said of a master.
   *
   * @param maxmemory bytes, 0 for no limit
   * @param policy what it does at the limit
   */
  static Optional<MemoryAdvice> of(
      String node, long maxmemory, String policy, EvictorConfig config) {
    String wrong =
        switch (policy) {
          case "noeviction" ->
              config.enabled()
                  ? ""
                  : "refuses all fills when memory is full; set eviction.enabled=true, or"
                      + " maxmemory-policy allkeys-lfu";
          case "allkeys-random", "volatile-random" ->
              "evicts what is read most as soon as what is never read; set maxmemory-policy"
                  + " allkeys-lfu, or volatile-lfu if Redis also holds what must stay";
          case "volatile-ttl" ->
              "evicts leases and tombstones first, since they end soonest, so that loads run"
                  + " twice; set maxmemory-policy allkeys-lfu, or volatile-lfu if Redis also holds"
                  + " what must stay";
          default -> "";
        };
    if (maxmemory == 0 && config.capacity(0) == 0) {
      return say(
          UNBOUNDED,
          "Redis master %s has no maxmemory and grows until the machine ends it; set maxmemory with"
              + " maxmemory-policy allkeys-lfu, or eviction.capacity of the app",
          node);
    }
    return wrong.isEmpty()
        ? Optional.empty()
        : say(POLICY, "Redis master %s has the policy %s, which %s", node, policy, wrong);
  }

  private static Optional<MemoryAdvice> say(String alert, String format, Object... words) {
    return Optional.of(new MemoryAdvice(alert, String.format(Locale.ROOT, format, words)));
  }
}
