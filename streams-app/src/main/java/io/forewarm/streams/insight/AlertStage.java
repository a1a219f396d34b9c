package io.forewarm.streams.insight;

import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.Insight;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.rules.RulesStage;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** Wires the alerts about hot keys: from announcements to {@code insights}. */
public final class AlertStage {
  static final String UNMITIGATED = "hot-keys-unmitigated";

  private final Topics topics;
  private final RecordSerdes serdes;
  private final AlertConfig config;
  private final AlertMeters meters;

  /** Names the topics, how records are written, what is worth saying, and where it is counted. */
  public AlertStage(Topics topics, RecordSerdes serdes, AlertConfig config, AlertMeters meters) {
    this.topics = topics;
    this.serdes = serdes;
    this.config = config;
    this.meters = meters;
  }

  /** Adds the stage. */
  public void addTo(
      StreamsBuilder builder, KStream<String, @Nullable HotKey> announcements, RulesStage rules) {
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(UNMITIGATED), Serdes.String(), Serdes.Long())
            .withCachingDisabled());
    announcements
        .process(
            () -> new HotKeyAlertProcessor(config, rules, meters),
            Named.as("hot-key-alerts"),
            UNMITIGATED)
        .to(
            topics.insights.name(),
            Produced.with(Serdes.String(), serdes.serde(Insight.class)).withName("alerts"));
  }
}
