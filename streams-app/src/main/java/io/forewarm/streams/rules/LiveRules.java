package io.forewarm.streams.rules;

import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Rule;
import io.forewarm.schemas.RuleBook;
import io.forewarm.schemas.Topics;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.jspecify.annotations.Nullable;

/**
 * The rules for who works beside the topology: as the global store of the running streams has them,
 * a second old at most. Of one thread.
 */
public final class LiveRules implements Supplier<@Nullable RuleBook> {
  private final Supplier<@Nullable KafkaStreams> streams;
  private final Topics topics;
  private final RecordSerdes serdes;
  private @Nullable RuleSource source;
  private @Nullable RuleBook last;

  /** Takes where the streams are, as soon as they run. */
  public LiveRules(Supplier<@Nullable KafkaStreams> streams, Topics topics, RecordSerdes serdes) {
    this.streams = streams;
    this.topics = topics;
    this.serdes = serdes;
  }

  /** Returns the rules; the last known while the streams do not run, null before they have run. */
  @Override
  public @Nullable RuleBook get() {
    try {
      RuleSource running = source == null ? open() : source;
      if (running != null) {
        source = running;
        last = running.current();
      }
    } catch (InvalidStateStoreException e) {
      source = null;
    }
    return last;
  }

  private @Nullable RuleSource open() {
    KafkaStreams pipeline = streams.get();
    if (pipeline == null) {
      return null;
    }
    return new StoredRules(
        topics.rules.name(),
        pipeline.store(
            StoreQueryParameters.fromNameAndType(
                RulesStage.STORE, QueryableStoreTypes.<String, byte[]>keyValueStore())),
        serdes.deserializer(Rule.class),
        () -> TimeUnit.NANOSECONDS.toSeconds(System.nanoTime()));
  }
}
