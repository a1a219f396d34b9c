package io.forewarm.streams.insight;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.Insight;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Wires the statistics: each partition sums its keys by region and span, the sums of a region meet
 * in one partition, and go to {@code insights}. Records of one region and span add up: there is
 * one, and a further, smaller one for each report that came late.
 */
public final class InsightStage {
  private static final String PARTIAL = "region-partial-sums";
  private static final String TOTAL = "region-total-sums";

  private final Topics topics;
  private final Serde<Insight> insights;
  private final InsightConfig config;

  /** Names the topics, how records are written, and the spans. */
  public InsightStage(Topics topics, RecordSerdes serdes, InsightConfig config) {
    this.topics = topics;
    this.insights = serdes.serde(Insight.class);
    this.config = config;
  }

  /** Adds the stage. */
  public void addTo(StreamsBuilder builder, KStream<String, AccessReport> reports) {
    builder.addStateStore(store(PARTIAL));
    builder.addStateStore(store(TOTAL));
    reports
        .process(
            () -> new SpanSumsProcessor<>(PARTIAL, config, Duration.ZERO, new ReportReading()),
            Named.as("region-partial-sums"),
            PARTIAL)
        .repartition(
            Repartitioned.<String, Insight>as("region-sums")
                .withKeySerde(Serdes.String())
                .withValueSerde(insights)
                .withNumberOfPartitions(topics.partitions()))
        .process(
            () -> new SpanSumsProcessor<>(TOTAL, config, config.grace(), new PartialReading()),
            Named.as("region-total-sums"),
            TOTAL)
        .to(topics.insights.name(), Produced.with(Serdes.String(), insights).withName("insights"));
  }

  /** Cached: a span changes with every report, its row goes to the changelog once a commit. */
  private static StoreBuilder<KeyValueStore<String, byte[]>> store(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
        .withCachingEnabled();
  }
}
