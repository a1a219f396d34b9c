package io.forewarm.streams.advice;

import io.forewarm.schemas.Span;
import io.forewarm.schemas.TemplateStats;
import io.forewarm.streams.flow.FlowBoard;
import io.forewarm.streams.maintenance.MemoryBoard;
import io.forewarm.streams.statistics.Figure;
import io.forewarm.streams.statistics.Rings;
import io.forewarm.streams.statistics.RuleName;
import io.forewarm.streams.statistics.TemplateSums;
import io.forewarm.streams.statistics.TrendBoard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Asks every policy about every template of which something is known. */
public final class Adviser {
  private static final int RECENT = 12;
  private static final int NOW = 3;
  private static final int DAYS = 7;
  private static final long SETTLED_MS = 120_000;

  private final TrendBoard trends;
  private final MemoryBoard memory;
  private final FlowBoard flow;
  private final FullMemoryPolicy full = new FullMemoryPolicy();
  private final LagPolicy lag = new LagPolicy();
  private final List<AdvicePolicy> policies =
      List.of(
          new ShortTtlPolicy(),
          new SlowOriginPolicy(),
          new HotSlotPolicy(),
          new FlatKeyPolicy(),
          new VainCompressionPolicy(),
          new ChangedPolicy());

  /** Takes what is known. */
  public Adviser(TrendBoard trends, MemoryBoard memory, FlowBoard flow) {
    this.trends = trends;
    this.memory = memory;
    this.flow = flow;
  }

  /** Returns what would pay now, what is most certain first. */
  public List<Recommendation> recommendations() {
    List<Recommendation> found = new ArrayList<>(lag.judge(flow.last()));
    for (String region : trends.regions()) {
      for (String template : trends.templates(region)) {
        Evidence evidence = evidence(region, template);
        if (evidence.recent().get(Figure.REPORTS) > 0) {
          policies.forEach(policy -> policy.judge(evidence).ifPresent(found::add));
        }
      }
    }
    MemoryBoard.Picture picture = memory.last();
    for (MemoryBoard.Master master : picture.masters()) {
      full.judge(master, picture.config(), this::values).ifPresent(found::add);
    }
    found.sort(
        Comparator.comparingDouble(Recommendation::confidence)
            .reversed()
            .thenComparing(advice -> advice.id()));
    return found;
  }

  private List<FullMemoryPolicy.Values> values() {
    List<FullMemoryPolicy.Values> values = new ArrayList<>();
    for (String region : trends.regions()) {
      for (String template : trends.templates(region)) {
        TemplateSums sums = sum(trends.series(region, template, Span.MINUTE));
        trends.series(region, template, Span.TEN_SECONDS).forEach(sums::add);
        values.add(
            new FullMemoryPolicy.Values(
                region,
                template,
                sums.valueBytes(),
                sums.ratio(Figure.SAMPLED_ONCE, Figure.SAMPLED_KEYS)));
      }
    }
    return values;
  }

  private Evidence evidence(String region, String template) {
    List<TemplateStats> series = trends.series(region, template, Span.TEN_SECONDS);
    int size = series.size();
    List<TemplateStats> recent = series.subList(Math.max(0, size - RECENT), size);
    long latest = size == 0 ? 0 : series.get(size - 1).getFromMs();
    List<TemplateStats> before =
        trends.series(region, template, Span.MINUTE).stream()
            .filter(stats -> stats.getFromMs() <= latest - SETTLED_MS)
            .toList();
    double seconds =
        recent.isEmpty()
            ? 1
            : (latest - recent.get(0).getFromMs() + Rings.millis(Span.TEN_SECONDS)) / 1000.0;
    return new Evidence(
        region,
        template,
        RuleName.of(region, template),
        sum(recent),
        seconds,
        sum(series.subList(Math.max(0, size - NOW), size)),
        sum(before),
        days(region, template, latest));
  }

  private List<TemplateSums> days(String region, String template, long latest) {
    List<TemplateSums> days = new ArrayList<>();
    for (int day = 1; day <= DAYS; day++) {
      long at = latest - day * Rings.millis(Span.DAY);
      TemplateStats hour = trends.find(region, template, Span.HOUR, at);
      if (hour != null) {
        days.add(sum(List.of(hour)));
      }
    }
    return days;
  }

  private static TemplateSums sum(List<TemplateStats> series) {
    TemplateSums sums = new TemplateSums();
    series.forEach(sums::add);
    return sums;
  }
}
