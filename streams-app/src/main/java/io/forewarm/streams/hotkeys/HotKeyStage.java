package io.forewarm.streams.hotkeys;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.intake.ByCacheKey;
import io.forewarm.streams.rules.RulesStage;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** Wires the detection of hot keys: from reports to {@code hot-keys}. */
public final class HotKeyStage {
  /** The store of the last announcement of every hot key, by cache key. */
  public static final String HOT = "hot-keys-announced";

  static final String LEDGER = "hot-keys-ledger";

  private final Topics topics;
  private final RecordSerdes serdes;
  private final HotKeyConfig config;
  private final HotKeyMeters meters;
  private final Consumer<AccessReport> heard;

  /**
   * Names the topics, how records are written, when a key is hot, where that is shown, and who
   * hears every report.
   */
  public HotKeyStage(
      Topics topics,
      RecordSerdes serdes,
      HotKeyConfig config,
      HotKeyMeters meters,
      Consumer<AccessReport> heard) {
    this.topics = topics;
    this.serdes = serdes;
    this.config = config;
    this.meters = meters;
    this.heard = heard;
  }

  /** Returns announcements by cache key, null for a key that has cooled. */
  public KStream<String, @Nullable HotKey> addTo(
      StreamsBuilder builder, KStream<String, AccessReport> reports, RulesStage rules) {
    builder.addStateStore(new LedgerStoreBuilder(LEDGER));
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(HOT), Serdes.String(), serdes.serde(HotKey.class))
            .withCachingDisabled());
    KStream<String, @Nullable HotKey> announcements =
        reports.process(
            () -> new HotKeyProcessor(config, rules, meters, heard),
            Named.as("hot-keys-judge"),
            LEDGER,
            HOT);
    announcements.to(
        topics.hotKeys.name(),
        Produced.with(Serdes.String(), serdes.serde(HotKey.class))
            .withStreamPartitioner(new ByCacheKey<>())
            .withName("hot-keys"));
    return announcements;
  }
}
