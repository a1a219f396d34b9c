package io.forewarm.streams.insight;

import io.forewarm.schemas.Insight;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Sums regions over spans of stream time, and forwards a span when stream time has left it behind
 * by the grace, or when nothing has come for as long.
 */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
final class SpanSumsProcessor<V> extends ContextualProcessor<String, V, String, Insight> {

  /** What a record says: of which time, and of which regions. */
  interface Reading<V> {
    long time(Record<String, V> record);

    Map<String, SpanSums> regions(Record<String, V> record);
  }

  private final String storeName;
  private final InsightConfig config;
  private final long graceMs;
  private final Reading<V> reading;
  private SpanLedger ledger;
  private long streamTime = Long.MIN_VALUE;
  private long lastRecordAt;

  SpanSumsProcessor(String storeName, InsightConfig config, Duration grace, Reading<V> reading) {
    this.storeName = storeName;
    this.config = config;
    this.graceMs = grace.toMillis();
    this.reading = reading;
  }

  @Override
  public void init(ProcessorContext<String, Insight> context) {
    super.init(context);
    KeyValueStore<String, byte[]> store = context.getStateStore(storeName);
    ledger = new SpanLedger(store, config);
    lastRecordAt = context.currentSystemTimeMs();
    context.schedule(
        Duration.ofSeconds(1), PunctuationType.WALL_CLOCK_TIME, this::closeWhenNothingComes);
  }

  @Override
  public void process(Record<String, V> record) {
    long offset = context().recordMetadata().map(RecordMetadata::offset).orElseThrow();
    long time = reading.time(record);
    lastRecordAt = context().currentSystemTimeMs();
    streamTime = Math.max(streamTime, time);
    reading.regions(record).forEach((region, sums) -> ledger.add(region, time, offset, sums));
    forward(ledger.close(streamTime - graceMs));
    ledger.forget(streamTime);
  }

  private void closeWhenNothingComes(long now) {
    if (now - lastRecordAt >= config.grace().toMillis()) {
      forward(ledger.closeAll());
    }
  }

  private void forward(List<Insight> closed) {
    closed.forEach(
        insight -> context().forward(new Record<>(insight.getRegion(), insight, insight.getAt())));
  }
}
