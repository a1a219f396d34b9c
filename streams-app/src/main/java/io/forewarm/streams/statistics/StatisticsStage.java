package io.forewarm.streams.statistics;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.TemplateStats;
import io.forewarm.schemas.Topics;
import java.util.function.ToIntFunction;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.Stores;

/**
 * Wires the statistics of key templates: each partition sums its keys, the sums of a region meet in
 * one partition and are kept there as trends, which are told in {@code trends}.
 */
public final class StatisticsStage {
  static final String TRENDS = "template-trends";

  private final Topics topics;
  private final Serde<TemplateStats> stats;
  private final StatisticsConfig config;
  private final ToIntFunction<String> slotOf;

  /**
   * Names the topics, how records are written, and how much is kept.
   *
   * @param slotOf who knows the slot of Redis in which a cache key lies
   */
  public StatisticsStage(
      Topics topics, RecordSerdes serdes, StatisticsConfig config, ToIntFunction<String> slotOf) {
    this.topics = topics;
    this.stats = serdes.serde(TemplateStats.class);
    this.config = config;
    this.slotOf = slotOf;
  }

  /** Adds the stage, if it is enabled. */
  public void addTo(StreamsBuilder builder, KStream<String, AccessReport> reports) {
    if (!config.enabled()) {
      return;
    }
    builder.addStateStore(
        Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(TRENDS), Serdes.String(), stats)
            .withCachingEnabled());
    reports
        .process(() -> new PartitionStatisticsProcessor(config, slotOf), Named.as("template-sums"))
        .repartition(
            Repartitioned.<String, TemplateStats>as("template-sums")
                .withKeySerde(Serdes.String())
                .withValueSerde(stats)
                .withNumberOfPartitions(topics.partitions()))
        .process(() -> new TrendProcessor(config), Named.as("template-trends"), TRENDS)
        .to(topics.trends.name(), Produced.with(Serdes.String(), stats).withName("trends"));
  }
}
