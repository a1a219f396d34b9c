package io.forewarm.streams.statistics;

import io.forewarm.schemas.Span;
import io.forewarm.schemas.TemplateStats;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The trends of the regions of one partition, in a store. What partitions tell of ten seconds adds
 * up in these and in their minute; words that became ids in one partition become so in all; a
 * minute that is over is added to its hour, day and week. Not safe for concurrent use.
 */
final class TrendLedger {
  private static final String FOLDED = "folded";
  private static final List<Span> FINE = List.of(Span.TEN_SECONDS, Span.MINUTE);
  private static final List<Span> COARSE = List.of(Span.HOUR, Span.DAY, Span.WEEK);

  /** How long a minute waits for partitions that lag. */
  private static final long GRACE_MS = 20_000;

  private final KeyValueStore<String, TemplateStats> store;
  private final int mostTemplates;
  private final Map<String, TemplateTree> trees = new HashMap<>();
  private final Map<Name, Boolean> names = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<String, @Nullable TemplateStats> changed = new LinkedHashMap<>();
  private long folded = Long.MIN_VALUE;

  private record Name(String region, String template) {}

  TrendLedger(KeyValueStore<String, TemplateStats> store, int mostTemplates) {
    this.store = store;
    this.mostTemplates = mostTemplates;
    try (KeyValueIterator<String, TemplateStats> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, TemplateStats> row = all.next();
        if (row.key.equals(FOLDED)) {
          folded = row.value.getFromMs();
        } else {
          names.put(new Name(row.value.getRegion(), row.value.getTemplate()), true);
        }
      }
    }
    names.keySet().forEach(name -> tree(name.region).place(name.template));
  }

  private TemplateTree tree(String region) {
    return trees.computeIfAbsent(region, name -> new TemplateTree());
  }

  /** Adds what one partition tells of ten seconds. */
  void add(TemplateStats told) {
    fold(told.getFromMs());
    TemplateTree tree = tree(told.getRegion());
    int before = tree.widened();
    told.getEntities().forEach(entity -> tree.learn(entity.getName()));
    String template = tree.place(told.getTemplate()).template();
    if (tree.widened() != before) {
      widen(told.getRegion(), tree);
    }
    names.put(new Name(told.getRegion(), template), true);
    for (Span span : FINE) {
      add(span, told.getRegion(), template, told);
    }
    while (names.size() > mostTemplates) {
      forget(names.keySet().iterator().next());
    }
  }

  private void add(Span span, String region, String template, TemplateStats more) {
    String key = Row.at(span, more.getFromMs(), region, template).toString();
    long begin = Rings.begin(span, more.getFromMs());
    TemplateStats known = store.get(key);
    if (known != null && known.getFromMs() > begin) {
      return; // its place in the ring has been taken by a later one
    }
    TemplateSums sums = new TemplateSums();
    if (known != null && known.getFromMs() == begin) {
      sums.add(known);
    }
    sums.add(more);
    put(key, sums.stats(region, template, span, begin));
  }

  private void put(String key, @Nullable TemplateStats row) {
    store.put(key, row);
    changed.put(key, row);
  }

  /** Adds the minutes that are over at a time to the longer spans, each once. */
  private void fold(long now) {
    long minute = Rings.millis(Span.MINUTE);
    long over = Rings.begin(Span.MINUTE, now - GRACE_MS);
    if (folded == Long.MIN_VALUE) {
      folded = over;
    }
    if (over <= folded) {
      return;
    }
    long from = Math.max(folded, over - Rings.length(Span.MINUTE) * minute);
    for (long begin = from; begin < over; begin += minute) {
      for (Name name : List.copyOf(names.keySet())) {
        fold(name, begin);
      }
    }
    folded = over;
    store.put(FOLDED, new TemplateSums().stats("", "", Span.MINUTE, folded));
  }

  private void fold(Name name, long begin) {
    TemplateStats minute =
        store.get(Row.at(Span.MINUTE, begin, name.region, name.template).toString());
    if (minute != null && minute.getFromMs() == begin) {
      COARSE.forEach(span -> add(span, name.region, name.template, minute));
    }
  }

  /** What was kept under templates that are wider now is kept under these. */
  private void widen(String region, TemplateTree tree) {
    for (Name name : List.copyOf(names.keySet())) {
      String now =
          name.region.equals(region) ? tree.place(name.template).template() : name.template;
      if (!now.equals(name.template)) {
        rows(name).forEach((row, stats) -> add(stats.getSpan(), region, now, stats));
        names.put(new Name(region, now), true);
        forget(name);
      }
    }
  }

  private Map<String, TemplateStats> rows(Name name) {
    Map<String, TemplateStats> rows = new LinkedHashMap<>();
    for (Span span : Span.values()) {
      for (int place = 0; place < Rings.length(span); place++) {
        String key = new Row(span, place, name.region, name.template).toString();
        TemplateStats stats = store.get(key);
        if (stats != null) {
          rows.put(key, stats);
        }
      }
    }
    return rows;
  }

  private void forget(Name name) {
    rows(name).keySet().forEach(key -> put(key, null));
    names.remove(name);
  }

  /** Returns the rows that have changed since the last time; null for those that are gone. */
  Map<String, @Nullable TemplateStats> changes() {
    Map<String, @Nullable TemplateStats> told = new LinkedHashMap<>(changed);
    changed.clear();
    return told;
  }
}
