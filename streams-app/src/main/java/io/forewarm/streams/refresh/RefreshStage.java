package io.forewarm.streams.refresh;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.MaintenanceCommand;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.hotkeys.HotKeyStage;
import io.forewarm.streams.intake.ByCacheKey;
import io.forewarm.streams.rules.RulesStage;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** Wires refresh ahead: from reports and announcements to {@code commands}. */
public final class RefreshStage {
  static final String ORDERED = "refresh-ordered";

  private final Topics topics;
  private final RecordSerdes serdes;
  private final RefreshConfig config;

  /** Names the topics, how records are written, and when a value is refreshed. */
  public RefreshStage(Topics topics, RecordSerdes serdes, RefreshConfig config) {
    this.topics = topics;
    this.serdes = serdes;
    this.config = config;
  }

  /** Adds the stage; both streams must have the partitions of cache keys. */
  public void addTo(
      StreamsBuilder builder,
      KStream<String, AccessReport> reports,
      KStream<String, @Nullable HotKey> announcements,
      RulesStage rules) {
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(ORDERED), Serdes.String(), Serdes.Long())
            .withCachingDisabled());
    KStream<String, @Nullable SpecificRecord> heat =
        announcements.mapValues(announcement -> announcement, Named.as("refresh-heat"));
    KStream<String, @Nullable SpecificRecord> values =
        reports.mapValues(report -> report, Named.as("refresh-values"));
    heat.merge(values, Named.as("refresh-input"))
        .process(
            () -> new RefreshProcessor(config, rules),
            Named.as("refresh-order"),
            ORDERED,
            HotKeyStage.HOT)
        .to(
            topics.commands.name(),
            Produced.with(Serdes.String(), serdes.serde(MaintenanceCommand.class))
                .withStreamPartitioner(new ByCacheKey<>())
                .withName("commands"));
  }
}
