package io.forewarm.streams.advice;

import io.forewarm.streams.advice.Recommendation.Cause;
import io.forewarm.streams.advice.Recommendation.Effect;
import io.forewarm.streams.maintenance.EvictorConfig;
import io.forewarm.streams.maintenance.MemoryBoard.Master;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Judges whether the memory of a master of Redis ends soon, and why: nobody evicts, or what fills
 * it is nothing that the app may evict. Pure: no Kafka, no Redis, no clock.
 */
final class FullMemoryPolicy {
  private static final double FULL = 0.85;
  private static final double MIB = 1 << 20;

  /**
   * Values of the keys of a template that were read within an hour.
   *
   * @param bytes about, without headers
   * @param readOnce share of the keys that was read once
   */
  record Values(String region, String template, double bytes, double readOnce) {}

  /** Returns what would pay for a master, if anything would. */
  Optional<Recommendation> judge(
      Master master, EvictorConfig config, Supplier<List<Values>> values) {
    return master.share() < FULL
        ? Optional.empty()
        : Optional.of(recommend(master, config, values.get()));
  }

  private static Recommendation recommend(
      Master master, EvictorConfig config, List<Values> values) {
    Optional<Values> most = values.stream().max(Comparator.comparingDouble(Values::bytes));
    double known = values.stream().mapToDouble(Values::bytes).sum();
    String reason =
        String.format(
            Locale.ROOT,
            "Redis master %s uses %.0f %% of %.0f MB; %s. Values that were read within an hour take"
                + " about %.0f MB%s",
            master.node(),
            100 * master.share(),
            master.capacity() / MIB,
            config.enabled()
                ? "the app evicts from "
                    + Math.round(100 * config.highWatermark())
                    + " % on and finds too little that it may"
                : "the app does not evict, and when it is full Redis " + atTheLimit(master),
            known / MIB,
            most.map(FullMemoryPolicy::words).orElse(""));
    double roomy = config.lowWatermark();
    return new Recommendation(
        "memory-full:" + master.node(),
        Cause.MEMORY_FULL,
        most.map(Values::region).orElse("*"),
        most.map(Values::template).orElse(null),
        config.enabled()
            ? "give Redis master " + master.node() + " more memory, or less to keep"
            : "let the app evict from Redis master " + master.node() + " what is worth least",
        reason,
        new Effect("memory", master.share(), config.enabled() ? roomy : config.highWatermark()),
        null,
        config.enabled()
            ? String.format(
                Locale.ROOT, "maxmemory of Redis=%.0fmb", Math.ceil(master.used() / roomy / MIB))
            : "eviction.enabled=true of the app",
        master.share(),
        config.enabled() ? 0.6 : 0.85);
  }

  private static String words(Values values) {
    return String.format(
        Locale.ROOT,
        ", %.0f MB of that %s of region %s, of whose keys %.0f %% were read once",
        values.bytes() / MIB,
        values.template(),
        values.region(),
        100 * values.readOnce());
  }

  private static String atTheLimit(Master master) {
    return master.policy().equals("noeviction")
        ? "refuses all fills (noeviction)"
        : "drops keys by " + master.policy() + ", whatever their load costs";
  }
}
