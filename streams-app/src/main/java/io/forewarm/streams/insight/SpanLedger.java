package io.forewarm.streams.insight;

import io.forewarm.schemas.Insight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The spans of one partition, in memory and in a logged store; each record is counted once. */
final class SpanLedger {
  private final KeyValueStore<String, byte[]> store;
  private final long spanMs;
  private final long keepMs;
  private final TreeMap<Long, Map<String, SpanSums>> spans = new TreeMap<>();

  SpanLedger(KeyValueStore<String, byte[]> store, InsightConfig config) {
    this.store = store;
    this.spanMs = config.span().toMillis();
    this.keepMs = config.keep().toMillis();
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> row = all.next();
        SpanSums sums = SpanSums.fromBytes(row.value);
        String region = row.key.substring(row.key.indexOf('@') + 1);
        spans.computeIfAbsent(sums.start(), start -> new TreeMap<>()).put(region, sums);
      }
    }
  }

  /** Adds what the record at an offset says of a region at a time. */
  void add(String region, long timestamp, long offset, SpanSums more) {
    long start = Math.floorDiv(timestamp, spanMs) * spanMs;
    SpanSums sums =
        spans
            .computeIfAbsent(start, at -> new TreeMap<>())
            .computeIfAbsent(region, name -> new SpanSums(name, start));
    if (!sums.covers(offset)) {
      sums.add(more, offset);
      store.put(row(region, start), sums.toBytes());
    }
  }

  /** Returns the sums of the spans that end at a time or before, each once. */
  List<Insight> close(long time) {
    List<Insight> closed = new ArrayList<>();
    spans
        .headMap(time - spanMs, true)
        .values()
        .forEach(
            regions ->
                regions.forEach(
                    (region, sums) -> {
                      if (sums.open()) {
                        closed.add(sums.close(spanMs));
                        store.put(row(region, sums.start()), sums.toBytes());
                      }
                    }));
    return closed;
  }

  /** Returns the sums of all spans. */
  List<Insight> closeAll() {
    return spans.isEmpty() ? List.of() : close(spans.lastKey() + spanMs);
  }

  /** Forgets the spans that ended longer before a time than they are kept. */
  void forget(long time) {
    Map<Long, Map<String, SpanSums>> old = spans.headMap(time - keepMs - spanMs);
    old.forEach(
        (start, regions) -> regions.keySet().forEach(region -> store.delete(row(region, start))));
    old.clear();
  }

  private static String row(String region, long start) {
    return start + "@" + region;
  }
}
