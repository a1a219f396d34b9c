package io.forewarm.streams.insight;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.CacheKey;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Reads the sums of regions from the counters of a report's keys. The region totals of a report are
 * no help here: every partition is told them.
 */
final class ReportReading implements SpanSumsProcessor.Reading<AccessReport> {
  @Override
  public long time(Record<String, AccessReport> record) {
    return record.timestamp();
  }

  @Override
  public Map<String, SpanSums> regions(Record<String, AccessReport> record) {
    Map<String, SpanSums> regions = new HashMap<>();
    record
        .value()
        .getKeys()
        .forEach(
            access ->
                regions
                    .computeIfAbsent(
                        CacheKey.region(access.getKey()), region -> new SpanSums(region, 0))
                    .add(access));
    return regions;
  }
}
