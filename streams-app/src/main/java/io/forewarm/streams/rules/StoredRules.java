package io.forewarm.streams.rules;

import io.forewarm.schemas.Rule;
import io.forewarm.schemas.RuleBook;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the rules from the global store, again only after a change. Of one thread. */
final class StoredRules implements RuleSource {
  private static final Logger log = LoggerFactory.getLogger(StoredRules.class);

  private final String topic;
  private final ReadOnlyKeyValueStore<String, byte[]> store;
  private final Deserializer<Rule> deserializer;
  private final LongSupplier changes;
  private long seenChanges = -1;
  private RuleBook book = RuleBook.EMPTY;

  StoredRules(
      String topic,
      ReadOnlyKeyValueStore<String, byte[]> store,
      Deserializer<Rule> deserializer,
      LongSupplier changes) {
    this.topic = topic;
    this.store = store;
    this.deserializer = deserializer;
    this.changes = changes;
  }

  @Override
  public RuleBook current() {
    long now = changes.getAsLong();
    if (now != seenChanges) {
      book = read();
      seenChanges = now;
    }
    return book;
  }

  private RuleBook read() {
    RuleBook next = RuleBook.EMPTY;
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> row = all.next();
        next = with(next, row.key, row.value);
      }
    }
    return next;
  }

  private RuleBook with(RuleBook rules, String target, byte[] bytes) {
    try {
      return rules.with(target, deserializer.deserialize(topic, bytes));
    } catch (SerializationException e) {
      log.atWarn()
          .setMessage("Rule cannot be read and is ignored")
          .addKeyValue("target", target)
          .setCause(e)
          .log();
      return rules;
    }
  }
}
