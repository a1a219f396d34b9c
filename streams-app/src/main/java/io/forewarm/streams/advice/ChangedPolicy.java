package io.forewarm.streams.advice;

import io.forewarm.streams.advice.Recommendation.Cause;
import io.forewarm.streams.statistics.Figure;
import io.forewarm.streams.statistics.TemplateSums;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Judges whether keys do now what they did on no earlier day at this hour: a figure is above twice
 * the most, or, of reads, below half of the least. Says what changed, not why.
 */
final class ChangedPolicy implements AdvicePolicy {
  private static final int LEAST_DAYS = 3;
  private static final long LEAST_READS = 1_000;
  private static final long LEAST_LOADS = 20;
  private static final double MUCH = 2;
  private static final double HOUR_SECONDS = 3_600;
  private static final double SOME_MISSES = 0.05;
  private static final double SOME_LOADS = 1;

  /**
   * What a figure is, and was.
   *
   * @param factor by which it left the range of the earlier days, above 1
   */
  private record Change(String text, double factor) {}

  @Override
  public Optional<Recommendation> judge(Evidence evidence) {
    List<TemplateSums> days =
        evidence.days().stream().filter(day -> day.get(Figure.READS) >= LEAST_READS).toList();
    if (days.size() < LEAST_DAYS) {
      return Optional.empty();
    }
    TemplateSums now = evidence.recent();
    List<Change> changes = new ArrayList<>();
    double reads = now.get(Figure.READS) / evidence.seconds();
    rises("reads a second", reads, 0, days, day -> day.get(Figure.READS) / HOUR_SECONDS, changes);
    falls("reads a second", reads, days, day -> day.get(Figure.READS) / HOUR_SECONDS, changes);
    rises(
        "loads a second",
        now.get(Figure.LOADS) / evidence.seconds(),
        SOME_LOADS,
        days,
        day -> day.get(Figure.LOADS) / HOUR_SECONDS,
        changes);
    if (now.get(Figure.LOADS) >= LEAST_LOADS) {
      rises("ms a load", loadMs(now), 0, days, ChangedPolicy::loadMs, changes);
    }
    if (now.get(Figure.READS) >= LEAST_READS) {
      rises("% misses", misses(now), 100 * SOME_MISSES, days, ChangedPolicy::misses, changes);
    }
    return changes.isEmpty()
        ? Optional.empty()
        : Optional.of(recommend(evidence, days.size(), changes));
  }

  private static double loadMs(TemplateSums sums) {
    return sums.ratio(Figure.LOAD_MICROS, Figure.LOADS) / 1_000;
  }

  private static double misses(TemplateSums sums) {
    return 100 * sums.ratio(Figure.MISSES, Figure.READS);
  }

  private static void rises(
      String name,
      double now,
      double least,
      List<TemplateSums> days,
      ToDoubleFunction<TemplateSums> figure,
      List<Change> changes) {
    double most = days.stream().mapToDouble(figure).max().orElse(0);
    if (now >= least && most > 0 && now > MUCH * most) {
      changes.add(new Change(text(name, now, "at most", most), now / most));
    }
  }

  private static void falls(
      String name,
      double now,
      List<TemplateSums> days,
      ToDoubleFunction<TemplateSums> figure,
      List<Change> changes) {
    double least = days.stream().mapToDouble(figure).min().orElse(0);
    if (MUCH * now < least) {
      changes.add(new Change(text(name, now, "at least", least), least / Math.max(now, 0.01)));
    }
  }

  private static String text(String name, double now, String bound, double before) {
    return String.format(Locale.ROOT, "%.1f %s now, %s %.1f before", now, name, bound, before);
  }

  private static Recommendation recommend(Evidence evidence, int days, List<Change> changes) {
    return new Recommendation(
        Recommendation.id(Cause.CHANGED, evidence),
        Cause.CHANGED,
        evidence.region(),
        evidence.template(),
        "see what changed for " + evidence.template() + " of region " + evidence.region(),
        String.format(
            Locale.ROOT,
            "against this hour of %d earlier days: %s",
            days,
            String.join("; ", changes.stream().map(Change::text).toList())),
        null,
        null,
        "what was deployed or moved lately; ./forewarm stats "
            + evidence.region()
            + " --span day shows the day as a whole",
        changes.stream().mapToDouble(Change::factor).max().orElse(1),
        0.6);
  }
}
