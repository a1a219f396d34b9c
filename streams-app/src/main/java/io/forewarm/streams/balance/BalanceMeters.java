package io.forewarm.streams.balance;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.Map;

/** The balance of the masters in numbers. */
public final class BalanceMeters {
  private final MultiGauge reads;
  private volatile double imbalance;
  private volatile double slotImbalance;

  /** Registers the meters. */
  public BalanceMeters(MeterRegistry registry) {
    reads =
        MultiGauge.builder("forewarm.balance.reads")
            .description("Reads a second that a master of Redis answers")
            .register(registry);
    Gauge.builder("forewarm.balance.imbalance", this, meters -> meters.imbalance)
        .description("Reads of the busiest master of Redis over the mean of all; 0 if unknown")
        .register(registry);
    Gauge.builder("forewarm.balance.slot.imbalance", this, meters -> meters.slotImbalance)
        .description(
            "Reads in the busiest hash slot that reports of clients tell this instance of, over the"
                + " mean of all slots; 0 if unknown")
        .register(registry);
  }

  /**
   * Shows an interval.
   *
   * @param readsPerSecond by master, host:port
   * @param busiest reads over the mean of all
   * @param hottestSlot reads a second of the busiest slot
   */
  public void show(Map<String, Double> readsPerSecond, double busiest, double hottestSlot) {
    double total = readsPerSecond.values().stream().mapToDouble(rate -> rate).sum();
    imbalance = busiest;
    slotImbalance = total <= 0 ? 0 : hottestSlot * SlotReads.SLOTS / total;
    reads.register(
        readsPerSecond.entrySet().stream()
            .map(node -> Row.of(Tags.of("node", node.getKey()), node.getValue()))
            .toList(),
        true);
  }
}
