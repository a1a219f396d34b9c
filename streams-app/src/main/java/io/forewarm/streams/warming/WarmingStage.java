package io.forewarm.streams.warming;

import io.forewarm.schemas.MaintenanceCommand;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import io.forewarm.schemas.VisitReport;
import io.forewarm.streams.intake.BrokerTime;
import io.forewarm.streams.intake.ByCacheKey;
import io.forewarm.streams.rules.RulesStage;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.Stores;

/** Wires loads ahead of reads: from {@code visits} to {@code commands}. */
public final class WarmingStage {
  static final String SEASONS = "warming-seasons";

  private final Topics topics;
  private final RecordSerdes serdes;
  private final WarmingConfig config;
  private final WarmingMeters meters;

  /** Names the topics, how records are written, what is loaded ahead, and where it is counted. */
  public WarmingStage(
      Topics topics, RecordSerdes serdes, WarmingConfig config, WarmingMeters meters) {
    this.topics = topics;
    this.serdes = serdes;
    this.config = config;
    this.meters = meters;
  }

  /** Adds the stage. A report is of the users of one partition, so it goes to one shard whole. */
  public void addTo(StreamsBuilder builder, RulesStage rules) {
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(SEASONS), Serdes.String(), Serdes.Long()));
    builder.stream(
            topics.visits.name(),
            Consumed.with(Serdes.String(), serdes.serde(VisitReport.class))
                .withTimestampExtractor(new BrokerTime())
                .withName("visits"))
        .repartition(
            Repartitioned.with(Serdes.String(), serdes.serde(VisitReport.class))
                .withNumberOfPartitions(config.shards())
                .withStreamPartitioner(new ByCacheKey<>())
                .withName("visits-by-shard"))
        .process(
            () -> new WarmingProcessor(config, rules, meters), Named.as("warming-order"), SEASONS)
        .to(
            topics.commands.name(),
            Produced.with(Serdes.String(), serdes.serde(MaintenanceCommand.class))
                .withStreamPartitioner(new ByCacheKey<>())
                .withName("warming-commands"));
  }
}
