package io.forewarm.streams.warming;

import io.forewarm.schemas.CommandOutcome;
import io.forewarm.schemas.MaintenanceCommand;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import io.forewarm.schemas.VisitReport;
import io.forewarm.streams.intake.BrokerTime;
import io.forewarm.streams.intake.ByCacheKey;
import io.forewarm.streams.rules.ModeProcessor;
import io.forewarm.streams.rules.RulesStage;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.Stores;

/**
 * Wires loads ahead of reads: from {@code visits} to {@code commands}, of which {@code outcomes}
 * tell what became.
 */
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

  /**
   * Adds the stage. A report is of the users of one partition, so it goes to one shard whole.
   *
   * @return the orders that rules let be thought of only
   */
  public KStream<String, MaintenanceCommand> addTo(StreamsBuilder builder, RulesStage rules) {
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(SEASONS), Serdes.String(), Serdes.Long()));
    KStream<String, SpecificRecord> visits =
        builder.stream(topics.visits.name(), consumed(VisitReport.class, "visits"))
            .repartition(
                repartitioned(VisitReport.class, "visits-by-shard")
                    .withStreamPartitioner(new ByCacheKey<>()))
            .mapValues(report -> report, Named.as("warming-visits"));
    KStream<String, SpecificRecord> outcomes =
        builder.stream(topics.outcomes.name(), consumed(CommandOutcome.class, "outcomes"))
            .filter(
                (key, outcome) -> OrderId.named(outcome.getCommandId()), Named.as("outcomes-own"))
            .repartition(
                repartitioned(CommandOutcome.class, "outcomes-by-shard")
                    .withStreamPartitioner(WarmingStage::giver))
            .mapValues(outcome -> outcome, Named.as("warming-outcomes"));
    KStream<String, MaintenanceCommand> orders =
        visits
            .merge(outcomes, Named.as("warming-input"))
            .process(
                () -> new WarmingProcessor(config, rules, meters),
                Named.as("warming-order"),
                SEASONS);
    orders
        .process(() -> new ModeProcessor<>(rules, true), Named.as("warming-acts"))
        .to(
            topics.commands.name(),
            Produced.with(Serdes.String(), serdes.serde(MaintenanceCommand.class))
                .withStreamPartitioner(new ByCacheKey<>())
                .withName("warming-commands"));
    return orders.process(() -> new ModeProcessor<>(rules, false), Named.as("warming-observes"));
  }

  private static Optional<Set<Integer>> giver(
      String topic, String key, CommandOutcome outcome, int shards) {
    return Optional.of(Set.of(Math.min(shards - 1, OrderId.shard(outcome.getCommandId()))));
  }

  private <V extends SpecificRecord> Consumed<String, V> consumed(Class<V> type, String name) {
    return Consumed.with(Serdes.String(), serdes.serde(type))
        .withTimestampExtractor(new BrokerTime())
        .withName(name);
  }

  private <V extends SpecificRecord> Repartitioned<String, V> repartitioned(
      Class<V> type, String name) {
    return Repartitioned.with(Serdes.String(), serdes.serde(type))
        .withNumberOfPartitions(config.shards())
        .withName(name);
  }
}
