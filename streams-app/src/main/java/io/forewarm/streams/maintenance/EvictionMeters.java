package io.forewarm.streams.maintenance;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.Map;

/** Evictions in numbers. */
public final class EvictionMeters {
  private final MultiGauge used;
  private final Counter steps;
  private final Result evicted;
  private final Result observed;
  private final Counter leased;
  private final Counter changed;

  /** Registers the meters. */
  public EvictionMeters(MeterRegistry registry) {
    used =
        MultiGauge.builder("forewarm.eviction.used")
            .description("Share of its capacity that a master of Redis uses")
            .register(registry);
    steps =
        Counter.builder("forewarm.eviction.steps")
            .description("Steps in which values were evicted from a master of Redis")
            .register(registry);
    evicted = new Result(registry, "evicted");
    observed = new Result(registry, "observed");
    leased = keys(registry, "leased");
    changed = keys(registry, "changed");
  }

  /** Values of one outcome. */
  private record Result(Counter keys, Counter bytes) {
    Result(MeterRegistry registry, String result) {
      this(
          EvictionMeters.keys(registry, result),
          Counter.builder("forewarm.eviction.bytes")
              .description(
                  "Memory of the values that were evicted, or would have been where rules say"
                      + " observe")
              .baseUnit("bytes")
              .tag("result", result)
              .register(registry));
    }

    void add(long bytes) {
      keys.increment();
      this.bytes.increment((double) bytes);
    }
  }

  private static Counter keys(MeterRegistry registry, String result) {
    return Counter.builder("forewarm.eviction.keys")
        .description(
            "Values that were to go: evicted, only observed as rules say, kept for their lease, or"
                + " changed since they were drawn")
        .tag("result", result)
        .register(registry);
  }

  void evicted(long bytes) {
    evicted.add(bytes);
  }

  void observed(long bytes) {
    observed.add(bytes);
  }

  void leased() {
    leased.increment();
  }

  void changed() {
    changed.increment();
  }

  void step() {
    steps.increment();
  }

  /**
   * Shows the masters.
   *
   * @param shares of their capacity, by address
   */
  public void show(Map<String, Double> shares) {
    used.register(
        shares.entrySet().stream()
            .map(node -> Row.of(Tags.of("node", node.getKey()), node.getValue()))
            .toList(),
        true);
  }
}
