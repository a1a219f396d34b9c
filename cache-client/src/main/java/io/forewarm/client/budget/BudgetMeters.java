package io.forewarm.client.budget;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** What became of loads ahead of reads, for people. */
final class BudgetMeters {
  final Counter admitted;
  final Counter probes;
  private final Map<Refusal, Counter> refused = new EnumMap<>(Refusal.class);

  BudgetMeters(OriginBudget budget, String origin, MeterRegistry registry) {
    admitted =
        Counter.builder("forewarm.client.budget.admitted")
            .description("Loads ahead of reads that the origin's budget let through")
            .tag("origin", origin)
            .register(registry);
    probes =
        Counter.builder("forewarm.client.budget.probes")
            .description("Loads ahead of reads that try whether an origin in trouble is well again")
            .tag("origin", origin)
            .register(registry);
    for (Refusal refusal : Refusal.values()) {
      Counter counter =
          Counter.builder("forewarm.client.budget.refused")
              .description("Loads ahead of reads that were not made, by why")
              .tags("origin", origin, "cause", refusal.tag())
              .register(registry);
      refused.put(refusal, counter);
    }
    Gauge.builder("forewarm.client.budget.factor", budget, OriginBudget::factor)
        .description("Part of the origin's budget that is given out now; 0 while it is in trouble")
        .tag("origin", origin)
        .register(registry);
    Gauge.builder("forewarm.client.budget.waiting", budget, OriginBudget::waiting)
        .description("Loads ahead of reads that wait for the origin's budget")
        .tag("origin", origin)
        .register(registry);
  }

  void refused(Refusal refusal) {
    Counter counter = refused.get(refusal);
    if (counter != null) {
      counter.increment();
    }
  }
}
