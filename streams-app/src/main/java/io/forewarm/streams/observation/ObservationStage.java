package io.forewarm.streams.observation;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.Insight;
import io.forewarm.schemas.MaintenanceCommand;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.intake.ByCacheKey;
import io.forewarm.streams.refresh.RefreshConfig;
import io.forewarm.streams.rules.RulesStage;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.jspecify.annotations.Nullable;

/**
 * Wires the comparison of act and observe: reports, hot keys and the orders that were only thought
 * of meet by cache key, and an account of each region and mode goes to {@code insights}.
 */
public final class ObservationStage {
  private static final Duration SPAN = Duration.ofSeconds(5);
  private static final int MOST_KEYS = 200_000;

  private final Topics topics;
  private final RecordSerdes serdes;
  private final Settings settings;

  /**
   * How it is observed.
   *
   * @param span of an account
   * @param mostKeys of a region that are followed in a partition
   * @param life for how long values are fresh where no rule says it
   * @param refresh when hot values are refreshed
   */
  record Settings(Duration span, int mostKeys, Duration life, RefreshConfig refresh) {}

  /**
   * Names the topics, how records are written, and what the pipeline would do.
   *
   * @param life for how long values are fresh where no rule says it
   */
  public ObservationStage(
      Topics topics, RecordSerdes serdes, Duration life, RefreshConfig refresh) {
    this.topics = topics;
    this.serdes = serdes;
    this.settings = new Settings(SPAN, MOST_KEYS, life, refresh);
  }

  /** Adds the stage; reports and hot keys must have the partitions of cache keys. */
  public void addTo(
      KStream<String, AccessReport> reports,
      KStream<String, @Nullable HotKey> hot,
      KStream<String, MaintenanceCommand> orders,
      RulesStage rules) {
    KStream<String, @Nullable SpecificRecord> reported =
        reports.mapValues(report -> report, Named.as("observation-reports"));
    KStream<String, @Nullable SpecificRecord> heat =
        hot.mapValues(key -> key, Named.as("observation-heat"));
    KStream<String, @Nullable SpecificRecord> thought =
        orders
            .repartition(
                Repartitioned.with(Serdes.String(), serdes.serde(MaintenanceCommand.class))
                    .withNumberOfPartitions(topics.partitions())
                    .withStreamPartitioner(new ByCacheKey<>())
                    .withName("observed-orders"))
            .mapValues(order -> order, Named.as("observation-orders"));
    reported
        .merge(heat, Named.as("observation-reports-and-heat"))
        .merge(thought, Named.as("observation-input"))
        .process(() -> new ObservationProcessor(settings, rules), Named.as("observation-account"))
        .to(
            topics.insights.name(),
            Produced.with(Serdes.String(), serdes.serde(Insight.class)).withName("observations"));
  }
}
