package io.forewarm.streams.console;

import io.forewarm.schemas.TemplateStats;
import io.forewarm.streams.statistics.Figure;
import io.forewarm.streams.statistics.Rings;
import io.forewarm.streams.statistics.RuleName;
import io.forewarm.streams.statistics.TemplateFigures;
import io.forewarm.streams.statistics.TemplateSums;
import io.forewarm.streams.statistics.TrendBoard;
import io.forewarm.streams.statistics.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Answers what the keys of each template did, now and in the past. Safe for concurrent use. */
public final class StatisticsDesk {
  private final TrendBoard trends;

  /** Takes what is known. */
  public StatisticsDesk(TrendBoard trends) {
    this.trends = trends;
  }

  /**
   * A template, or a region as a whole.
   *
   * @param template {@code user:*:posts}; null for the region as a whole
   * @param rule target of a rule about just these keys, {@code posts:user:{id}:posts}; null where a
   *     rule cannot name them
   * @param from begin of the figures, broker time, milliseconds since 1970
   * @param memoryShare of the values of all templates shown
   * @param series the past in spans of the window's length, the oldest first; only where a region
   *     is asked for
   */
  public record Entry(
      String region,
      @Nullable String template,
      @Nullable String rule,
      long from,
      long to,
      double memoryShare,
      TemplateFigures figures,
      List<Point> series) {}

  /** One span of the past; shares are 0 to 1. */
  public record Point(
      long at,
      double readsPerSecond,
      double hitRatio,
      double staleRatio,
      double loadsPerSecond,
      double writesPerSecond,
      double loadP50Ms,
      double loadP95Ms,
      double waitP95Ms) {}

  /**
   * An answer, or why there is none.
   *
   * @param status of HTTP
   */
  record Answer(int status, Object body) {}

  /** Answers a question as it came over HTTP. */
  Answer ask(@Nullable String region, @Nullable String template, @Nullable String span) {
    try {
      Window window = Window.valueOf((span == null ? "minute" : span).toUpperCase(Locale.ROOT));
      return new Answer(200, entries(region, template, window));
    } catch (IllegalArgumentException e) {
      String allowed =
          String.join(", ", Arrays.stream(Window.values()).map(StatisticsDesk::name).toList());
      return new Answer(400, Map.of("error", "span=" + span + " must be one of " + allowed));
    }
  }

  private static String name(Window window) {
    return window.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns templates by region, each region as a whole first, then those with the most reads.
   *
   * @param region null for all, then without the past
   * @param template null for all
   */
  public List<Entry> entries(@Nullable String region, @Nullable String template, Window window) {
    List<Entry> entries = new ArrayList<>();
    for (String name : region == null ? trends.regions() : List.of(region)) {
      entries.addAll(region(name, window, region != null));
    }
    double memory =
        entries.stream()
            .filter(entry -> entry.template() != null)
            .mapToDouble(entry -> entry.figures().valueBytes())
            .sum();
    return entries.stream()
        .filter(entry -> template == null || template.equals(entry.template()))
        .map(entry -> shared(entry, memory))
        .toList();
  }

  private static Entry shared(Entry entry, double memory) {
    return new Entry(
        entry.region,
        entry.template,
        entry.rule,
        entry.from,
        entry.to,
        memory == 0 ? 0 : entry.figures.valueBytes() / memory,
        entry.figures,
        entry.series);
  }

  private List<Entry> region(String region, Window window, boolean withSeries) {
    Map<String, List<TemplateStats>> steps = new TreeMap<>();
    trends
        .templates(region)
        .forEach(template -> steps.put(template, trends.series(region, template, window.step())));
    steps.values().removeIf(List::isEmpty);
    long end =
        steps.values().stream()
            .mapToLong(series -> series.get(series.size() - 1).getFromMs())
            .max()
            .orElse(0);
    List<Entry> entries = new ArrayList<>();
    List<TemplateStats> all = new ArrayList<>();
    List<TemplateStats> past = new ArrayList<>();
    steps.forEach(
        (template, series) -> {
          all.addAll(series);
          List<TemplateStats> own =
              withSeries ? trends.series(region, template, window.series()) : List.of();
          past.addAll(own);
          Window.Sums sums = window.sum(series, end);
          if (sums.sums().get(Figure.REPORTS) > 0) {
            entries.add(entry(region, template, sums, points(own, window)));
          }
        });
    entries.sort(Comparator.comparing(entry -> -entry.figures().readsPerSecond()));
    if (!entries.isEmpty()) {
      entries.add(0, entry(region, null, window.sum(all, end), points(past, window)));
    }
    return entries;
  }

  private static Entry entry(
      String region, @Nullable String template, Window.Sums sums, List<Point> series) {
    return new Entry(
        region,
        template,
        template == null ? region : RuleName.of(region, template),
        sums.fromMs(),
        sums.toMs(),
        0,
        sums.figures(),
        series);
  }

  private static List<Point> points(List<TemplateStats> past, Window window) {
    Map<Long, TemplateSums> byTime = new TreeMap<>();
    past.forEach(
        stats -> byTime.computeIfAbsent(stats.getFromMs(), at -> new TemplateSums()).add(stats));
    double seconds = Rings.millis(window.series()) / 1000.0;
    List<Point> points = new ArrayList<>(byTime.size());
    byTime.forEach((at, sums) -> points.add(point(at, TemplateFigures.of(sums, seconds))));
    return points;
  }

  private static Point point(long at, TemplateFigures figures) {
    return new Point(
        at,
        figures.readsPerSecond(),
        figures.hitRatio(),
        figures.staleRatio(),
        figures.loadsPerSecond(),
        figures.writesPerSecond(),
        figures.loadMs().p50(),
        figures.loadMs().p95(),
        figures.waitMs().p95());
  }
}
