package io.forewarm.streams.statistics;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.KeyAccess;
import io.forewarm.schemas.TemplateStats;
import java.time.Duration;
import java.util.function.ToIntFunction;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Follows the reports of one partition and forwards what was summed, every ten seconds of stream
 * time, or when nothing has come for as long. In memory only: a crash loses the last ten seconds.
 */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
final class PartitionStatisticsProcessor
    extends ContextualProcessor<String, AccessReport, String, TemplateStats> {
  private static final long NONE = Long.MIN_VALUE;

  private final StatisticsConfig config;
  private final ToIntFunction<String> slotOf;
  private RegionKeys keys;
  private long end = NONE;
  private long lastRecordAt;

  PartitionStatisticsProcessor(StatisticsConfig config, ToIntFunction<String> slotOf) {
    this.config = config;
    this.slotOf = slotOf;
  }

  @Override
  public void init(ProcessorContext<String, TemplateStats> context) {
    super.init(context);
    keys = new RegionKeys(context.taskId().partition(), config, slotOf);
    lastRecordAt = context.currentSystemTimeMs();
    context.schedule(
        Duration.ofSeconds(1), PunctuationType.WALL_CLOCK_TIME, this::closeWhenNothingComes);
  }

  @Override
  public void process(Record<String, AccessReport> record) {
    long now = record.timestamp();
    lastRecordAt = context().currentSystemTimeMs();
    if (now >= end) {
      tell();
      end = Rings.begin(Rings.SHORTEST, now) + Rings.millis(Rings.SHORTEST);
    }
    AccessReport report = record.value();
    Interval interval = new Interval(now - report.getIntervalMs(), now);
    for (KeyAccess access : report.getKeys()) {
      keys.take(access, interval);
    }
  }

  private void tell() {
    if (end != NONE) {
      long from = end - Rings.millis(Rings.SHORTEST);
      for (TemplateStats stats : keys.next(from, end)) {
        context().forward(new Record<>(stats.getRegion(), stats, from));
      }
    }
  }

  private void closeWhenNothingComes(long now) {
    if (now - lastRecordAt >= Rings.millis(Rings.SHORTEST)) {
      tell();
      end = NONE;
    }
  }
}
