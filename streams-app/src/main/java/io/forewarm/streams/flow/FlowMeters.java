package io.forewarm.streams.flow;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The flow of records in numbers. Names of topics and groups are shown without the prefix. */
public final class FlowMeters {
  private final MeterRegistry registry;
  private final MultiGauge seconds;
  private final MultiGauge records;
  private final Map<String, AtomicLong> topics = new ConcurrentHashMap<>();

  /**
   * How far a group is behind in a topic.
   *
   * @param seconds age of the oldest record that it has not committed, of all partitions
   * @param records that it has not committed, of all partitions together
   */
  public record Behind(String group, String topic, double seconds, long records) {
    private Tags tags() {
      return Tags.of("group", group, "topic", topic);
    }
  }

  /** Registers the meters. */
  public FlowMeters(MeterRegistry registry) {
    this.registry = registry;
    seconds =
        MultiGauge.builder("forewarm.consumers.lag")
            .description("Age of the oldest record that a consumer group has not committed")
            .baseUnit("seconds")
            .register(registry);
    records =
        MultiGauge.builder("forewarm.consumers.behind")
            .description("Records that a consumer group has not committed")
            .baseUnit("records")
            .register(registry);
  }

  /** Shows how many records a topic has had in its life; known first, it is no increase. */
  public void appended(String topic, long ever) {
    AtomicLong known = topics.computeIfAbsent(topic, name -> counted(name, ever));
    known.set(ever);
  }

  private AtomicLong counted(String topic, long ever) {
    AtomicLong count = new AtomicLong(ever);
    FunctionCounter.builder("forewarm.topics.records", count, AtomicLong::doubleValue)
        .description("Records that a topic has had in its life, by the ends of its partitions")
        .tag("topic", topic)
        .register(registry);
    return count;
  }

  /** Shows how far all groups are behind. */
  public void behind(List<Behind> all) {
    seconds.register(
        all.stream().map(behind -> Row.of(behind.tags(), behind.seconds())).toList(), true);
    records.register(
        all.stream().map(behind -> Row.of(behind.tags(), behind.records())).toList(), true);
  }
}
