package io.forewarm.streams.statistics;

import io.forewarm.schemas.TemplateStats;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Keeps the trends of its regions, and forwards once a second what has changed in them. */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
final class TrendProcessor
    extends ContextualProcessor<String, TemplateStats, String, @Nullable TemplateStats> {
  private static final Duration TELL = Duration.ofSeconds(1);

  private final StatisticsConfig config;
  private TrendLedger ledger;
  private long streamTime;

  TrendProcessor(StatisticsConfig config) {
    this.config = config;
  }

  @Override
  public void init(ProcessorContext<String, @Nullable TemplateStats> context) {
    super.init(context);
    ledger = new TrendLedger(context.getStateStore(StatisticsStage.TRENDS), config.mostTemplates());
    context.schedule(TELL, PunctuationType.WALL_CLOCK_TIME, this::tell);
  }

  @Override
  public void process(Record<String, TemplateStats> record) {
    streamTime = Math.max(streamTime, record.timestamp());
    ledger.add(record.value());
  }

  private void tell(long now) {
    ledger.changes().forEach((key, row) -> context().forward(new Record<>(key, row, streamTime)));
  }
}
