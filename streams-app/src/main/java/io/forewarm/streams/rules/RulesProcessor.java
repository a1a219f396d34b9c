package io.forewarm.streams.rules;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Remembers the last rule of every target and counts the changes. */
final class RulesProcessor implements Processor<String, byte[], Void, Void> {
  private final AtomicLong changes;

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
  private KeyValueStore<String, byte[]> store;

  RulesProcessor(AtomicLong changes) {
    this.changes = changes;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    store = context.getStateStore(RulesStage.STORE);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    if (record.key() != null) {
      store.put(record.key(), record.value());
      changes.incrementAndGet();
    }
  }
}
