package io.forewarm.streams.insight;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.processor.TaskId;

/** Alerts about hot keys in numbers: the partitions of this process together. */
public final class AlertMeters {
  private final Map<TaskId, Integer> unmitigated = new ConcurrentHashMap<>();
  private final Counter detected;

  /** Registers the meters. */
  public AlertMeters(MeterRegistry registry) {
    detected =
        Counter.builder("forewarm.hotkeys.detected")
            .description("Times that a key became hot")
            .register(registry);
    Gauge.builder(
            "forewarm.hotkeys.unmitigated",
            unmitigated,
            tasks -> tasks.values().stream().mapToInt(Integer::intValue).sum())
        .description("Hot keys most reads of which still reach Redis")
        .register(registry);
  }

  void detected() {
    detected.increment();
  }

  void unmitigated(TaskId task, int keys) {
    unmitigated.put(task, keys);
  }

  /** Shows a partition no more. */
  void leave(TaskId task) {
    unmitigated.remove(task);
  }
}
