package io.forewarm.streams.hotkeys;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import org.apache.kafka.streams.processor.TaskId;

/** What the detection of hot keys shows of itself: the partitions of this process together. */
public final class HotKeyMeters {
  private final Map<TaskId, Figures> partitions = new ConcurrentHashMap<>();
  private final Counter forgotten;
  private final Counter duplicates;

  /**
   * The state of one partition.
   *
   * @param tracked keys that are counted
   * @param hot keys that are announced
   * @param bytes of memory
   * @param forgotten reads that a key may have lost, ever
   * @param duplicates reports that had come before, ever
   */
  record Figures(long tracked, long hot, long bytes, long forgotten, long duplicates) {
    private static final Figures NONE = new Figures(0, 0, 0, 0, 0);
  }

  /** Registers the meters. */
  public HotKeyMeters(MeterRegistry registry) {
    Gauge.builder("forewarm.hotkeys.tracked", this, meters -> meters.sum(Figures::tracked))
        .description("Keys whose reads are counted")
        .register(registry);
    Gauge.builder("forewarm.hotkeys.hot", this, meters -> meters.sum(Figures::hot))
        .description("Keys that are announced as hot")
        .register(registry);
    Gauge.builder("forewarm.hotkeys.memory", this, meters -> meters.sum(Figures::bytes))
        .description("Memory of the counts of keys, and of what is kept of them for a restart")
        .baseUnit("bytes")
        .register(registry);
    forgotten =
        Counter.builder("forewarm.hotkeys.forgotten")
            .description("Reads that a key may have lost because the memory of counts was full")
            .register(registry);
    duplicates =
        Counter.builder("forewarm.hotkeys.duplicates")
            .description("Reports of reads that had come before and were not counted again")
            .register(registry);
  }

  private double sum(ToLongFunction<Figures> figure) {
    return (double) partitions.values().stream().mapToLong(figure).sum();
  }

  /** Shows the state of a partition; its stream thread calls this now and then. */
  void show(TaskId task, Figures now) {
    Figures before = partitions.getOrDefault(task, Figures.NONE);
    forgotten.increment((double) (now.forgotten() - before.forgotten()));
    duplicates.increment((double) (now.duplicates() - before.duplicates()));
    partitions.put(task, now);
  }

  /** Shows a partition no more. */
  void leave(TaskId task) {
    partitions.remove(task);
  }
}
