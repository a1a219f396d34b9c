package io.forewarm.streams.rules;

import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Rule;
import io.forewarm.schemas.Topics;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Keeps {@code rules} in a global store, which every processor of the instance reads. */
public final class RulesStage {
  static final String STORE = "rules";

  private final Topics topics;
  private final RecordSerdes serdes;
  private final AtomicLong changes = new AtomicLong();

  /** Names the topics and how records are read. */
  public RulesStage(Topics topics, RecordSerdes serdes) {
    this.topics = topics;
    this.serdes = serdes;
  }

  /**
   * Adds the global store. It holds the bytes of the rules: a rule that cannot be read must not
   * stop the thread that keeps the store.
   */
  public void addTo(StreamsBuilder builder) {
    builder.addGlobalStore(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled(),
        topics.rules.name(),
        Consumed.with(Serdes.String(), Serdes.ByteArray()).withName("rules-read"),
        () -> new RulesProcessor(changes));
  }

  /** Returns the rules as the processor of this context sees them. */
  public RuleSource source(ProcessingContext context) {
    KeyValueStore<String, byte[]> store = context.getStateStore(STORE);
    return new StoredRules(
        topics.rules.name(), store, serdes.deserializer(Rule.class), changes::get);
  }
}
