package io.forewarm.streams.statistics;

import io.forewarm.schemas.Span;
import io.forewarm.schemas.TemplateStats;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The trends of all regions, as {@code trends} tells them, in the bytes in which they came. Safe
 * for concurrent use.
 */
public final class TrendBoard {
  private final Function<byte[], @Nullable TemplateStats> reader;
  private final Clock clock;
  private final Map<String, Map<String, Map<Span, byte[] @Nullable []>>> regions = new TreeMap<>();

  /** Takes how records are read, and the clock by which a span is old. */
  public TrendBoard(Function<byte[], @Nullable TemplateStats> reader, Clock clock) {
    this.reader = reader;
    this.clock = clock;
  }

  /** Forgets everything, before the records are read anew. */
  public synchronized void clear() {
    regions.clear();
  }

  /** Takes a record of {@code trends}; null bytes remove what was there. */
  public synchronized void put(String key, byte @Nullable [] bytes) {
    Row row = Row.parse(key);
    if (row == null || row.place() < 0 || row.place() >= Rings.length(row.span())) {
      return;
    }
    Map<String, Map<Span, byte[] @Nullable []>> templates =
        regions.computeIfAbsent(row.region(), name -> new TreeMap<>());
    Map<Span, byte[] @Nullable []> spans =
        templates.computeIfAbsent(row.template(), name -> new HashMap<>());
    spans
            .computeIfAbsent(row.span(), span -> new byte[Rings.length(span)] @Nullable [])[
            row.place()] =
        bytes;
    if (bytes == null && spans.values().stream().allMatch(TrendBoard::isEmpty)) {
      templates.remove(row.template());
    }
  }

  private static boolean isEmpty(byte[] @Nullable [] ring) {
    for (byte @Nullable [] row : ring) {
      if (row != null) {
        return false;
      }
    }
    return true;
  }

  /** Returns the regions of which anything is known, by name. */
  public synchronized Set<String> regions() {
    return new TreeSet<>(regions.keySet());
  }

  /** Returns the templates of a region. */
  public synchronized Set<String> templates(String region) {
    return new TreeSet<>(regions.getOrDefault(region, Map.of()).keySet());
  }

  /** Returns the spans of a template that are still kept, the oldest first. */
  public List<TemplateStats> series(String region, String template, Span span) {
    long now = clock.millis();
    List<TemplateStats> series = new ArrayList<>();
    for (byte @Nullable [] row : rows(region, template, span)) {
      TemplateStats stats = row == null ? null : reader.apply(row);
      if (stats != null && Rings.keeps(span, stats.getFromMs(), now)) {
        series.add(stats);
      }
    }
    series.sort(Comparator.comparing(TemplateStats::getFromMs));
    return series;
  }

  /** Returns the span of a template that holds at a time; null if it is not known. */
  public @Nullable TemplateStats find(String region, String template, Span span, long at) {
    byte[] @Nullable [] rows = rows(region, template, span);
    int place = Rings.place(span, at);
    byte @Nullable [] row = place < rows.length ? rows[place] : null;
    TemplateStats stats = row == null ? null : reader.apply(row);
    return stats != null && stats.getFromMs() == Rings.begin(span, at) ? stats : null;
  }

  private synchronized byte[] @Nullable [] rows(String region, String template, Span span) {
    byte[] @Nullable [] ring =
        regions.getOrDefault(region, Map.of()).getOrDefault(template, Map.of()).get(span);
    return ring == null ? new byte[0] @Nullable [] : ring.clone();
  }
}
