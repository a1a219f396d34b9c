package io.forewarm.streams.insight;

import io.forewarm.schemas.Insight;
import io.forewarm.schemas.RegionStats;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Record;

/** Reads the sums that one partition of {@code access} contributes to a span of a region. */
final class PartialReading implements SpanSumsProcessor.Reading<Insight> {
  @Override
  public long time(Record<String, Insight> record) {
    return record.value().getAt();
  }

  @Override
  public Map<String, SpanSums> regions(Record<String, Insight> record) {
    SpanSums sums = new SpanSums(record.key(), record.value().getAt());
    sums.add((RegionStats) record.value().getBody());
    return Map.of(record.key(), sums);
  }
}
