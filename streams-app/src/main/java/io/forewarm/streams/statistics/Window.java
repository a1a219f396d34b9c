package io.forewarm.streams.statistics;

import io.forewarm.schemas.Span;
import io.forewarm.schemas.TemplateStats;
import java.util.List;

/** A sliding window: so long until now, summed from shorter spans. */
public enum Window {
  MINUTE(Span.TEN_SECONDS, 6, Span.MINUTE),
  HOUR(Span.MINUTE, 60, Span.HOUR),
  DAY(Span.HOUR, 24, Span.DAY),
  WEEK(Span.DAY, 7, Span.WEEK);

  private final Span step;
  private final int steps;
  private final Span series;

  Window(Span step, int steps, Span series) {
    this.step = step;
    this.steps = steps;
    this.series = series;
  }

  /** The spans that it is summed from. */
  public Span step() {
    return step;
  }

  /** The spans of this length itself: its trend. */
  public Span series() {
    return series;
  }

  /** Returns its length, milliseconds. */
  public long millis() {
    return steps * Rings.millis(step);
  }

  /**
   * What a template did in a window.
   *
   * @param fromMs begin, broker time; later than the window's where less is known
   * @param toMs end of the last span that is known
   */
  public record Sums(TemplateSums sums, long fromMs, long toMs) {
    /** The time that it covers. */
    public double seconds() {
      return Math.max(1, toMs - fromMs) / 1000.0;
    }

    /** Reads it as figures. */
    public TemplateFigures figures() {
      return TemplateFigures.of(sums, seconds());
    }
  }

  /**
   * Sums the latest spans.
   *
   * @param series spans of {@link #step}, the oldest first
   * @param endMs begin of the last span that counts
   */
  public Sums sum(List<TemplateStats> series, long endMs) {
    TemplateSums sums = new TemplateSums();
    long from = Long.MAX_VALUE;
    long first = endMs - (steps - 1) * Rings.millis(step);
    for (TemplateStats stats : series) {
      if (stats.getFromMs() >= first && stats.getFromMs() <= endMs) {
        sums.add(stats);
        from = Math.min(from, stats.getFromMs());
      }
    }
    return new Sums(sums, Math.min(from, endMs), endMs + Rings.millis(step));
  }
}
