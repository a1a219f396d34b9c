package io.forewarm.streams.console;

import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.TemplateStats;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.advice.Dismissals;
import io.forewarm.streams.balance.SlotBoard;
import io.forewarm.streams.flow.FlowBoard;
import io.forewarm.streams.maintenance.MemoryBoard;
import io.forewarm.streams.statistics.TrendBoard;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * What is known of the present. {@link BoardFollower} keeps what topics say up to date, others what
 * they measure.
 *
 * @param flow how records flow, by who asks the brokers
 * @param memory of the masters of Redis, by who evicts
 * @param slots how reads lie on masters and slots, by who watches their balance
 */
public record Boards(
    HotKeyBoard hotKeys,
    RegionBoard regions,
    ObservationBoard observations,
    AlertBoard alerts,
    TrendBoard trends,
    RuleBoard rules,
    Dismissals dismissals,
    FlowBoard flow,
    MemoryBoard memory,
    SlotBoard slots) {
  private static final Duration OBSERVED = Duration.ofMinutes(5);

  /**
   * Returns empty boards.
   *
   * @param kafka properties of Kafka clients, which say how records are read
   */
  public static Boards empty(Map<String, ?> kafka, Topics topics) {
    Clock clock = Clock.systemUTC();
    HotKeyBoard hotKeys = new HotKeyBoard(clock);
    Deserializer<TemplateStats> reader = new RecordSerdes(kafka).deserializer(TemplateStats.class);
    return new Boards(
        hotKeys,
        new RegionBoard(clock),
        new ObservationBoard(OBSERVED),
        new AlertBoard(key -> hotKeys.find(key) != null),
        new TrendBoard(bytes -> reader.deserialize(topics.trends.name(), bytes), clock),
        new RuleBoard(),
        new Dismissals(clock),
        new FlowBoard(),
        new MemoryBoard(),
        new SlotBoard());
  }

  /** Forgets what topics have said, before they are read from the beginning again. */
  void clear() {
    hotKeys.clear();
    regions.clear();
    observations.clear();
    trends.clear();
    rules.clear();
    dismissals.clear();
  }
}
