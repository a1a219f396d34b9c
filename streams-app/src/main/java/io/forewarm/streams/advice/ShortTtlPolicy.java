package io.forewarm.streams.advice;

import io.forewarm.streams.advice.Recommendation.Cause;
import io.forewarm.streams.advice.Recommendation.Effect;
import io.forewarm.streams.refresh.RefreshConfig;
import io.forewarm.streams.statistics.Figure;
import io.forewarm.streams.statistics.Peak;
import io.forewarm.streams.statistics.TemplateSums;
import io.forewarm.streams.statistics.TtlGrid;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Judges whether another TTL would save most of the loads. What each TTL would have cost is known
 * from the sampled keys; it is said of no TTL longer than they have been followed. Of the TTLs that
 * are left, the shortest is taken that saves four fifths of what the best would.
 */
final class ShortTtlPolicy implements AdvicePolicy {
  private static final long LEAST_LOADS = 20;
  private static final double LEAST_SAVED_PER_SECOND = 0.5;
  private static final double LEAST_SAVED = 0.5;
  private static final double ENOUGH = 0.8;
  private static final double MANY_LOADS_PER_READ = 0.05;
  private static final double AGREES = 1.5;
  private static final int HARD_BY_SOFT = 10;

  /** Read so often, and so few that each has a hundredth of the reads: hot by the defaults. */
  private static final double HOT_REUSE_MS = 2_000;

  private static final double HOT_KEYS = 100;

  @Override
  public Optional<Recommendation> judge(Evidence evidence) {
    TemplateSums sums = evidence.recent();
    long ttl = sums.get(Peak.TTL_MS);
    String target = evidence.target();
    if (ttl <= 0 || target == null || sums.get(Figure.LOADS) < LEAST_LOADS) {
      return Optional.empty();
    }
    long better = better(sums, ttl);
    double now = sums.get(Figure.LOADS) / evidence.seconds();
    double expected = now * share(sums, ttl, better);
    if (now - expected < LEAST_SAVED_PER_SECOND || expected > LEAST_SAVED * now) {
      return Optional.empty();
    }
    return Optional.of(
        recommend(evidence, target, better, new Effect("loadsPerSecond", now, expected)));
  }

  /** Of the loads under one TTL, those that are left under another. */
  private static double share(TemplateSums sums, long ttl, long other) {
    List<Long> loads = sums.loadsByTtl();
    double now = TtlGrid.at(loads, ttl);
    return now == 0 ? 1 : TtlGrid.at(loads, life(sums, other)) / now;
  }

  /**
   * How long values live under a TTL: hot ones are loaded ahead of its end, as the pipeline does.
   */
  private static long life(TemplateSums sums, long ttl) {
    boolean hot =
        sums.reuseTimes().count() > 0
            && sums.reuseTimes().quantile(0.5) <= HOT_REUSE_MS
            && sums.distinctKeys() <= HOT_KEYS;
    long lead =
        RefreshConfig.DEFAULT.leadAtLeast().plus(RefreshConfig.DEFAULT.flushInterval()).toMillis();
    return hot ? ttl - Math.min(lead, ttl / 2) : ttl;
  }

  private static long better(TemplateSums sums, long ttl) {
    List<Long> known =
        TtlGrid.MILLIS.stream()
            .filter(millis -> millis > ttl && millis <= sums.get(Peak.OBSERVED_MS))
            .toList();
    if (known.isEmpty()) {
      return ttl;
    }
    double most = 1 - share(sums, ttl, known.get(known.size() - 1));
    return known.stream()
        .filter(millis -> 1 - share(sums, ttl, millis) >= ENOUGH * most)
        .findFirst()
        .orElse(ttl);
  }

  private static Recommendation recommend(
      Evidence evidence, String target, long better, Effect effect) {
    TemplateSums sums = evidence.recent();
    long ttl = sums.get(Peak.TTL_MS);
    long seconds = better / 1000;
    boolean written = sums.get(Figure.WRITES) > 0;
    String reason =
        String.format(
            Locale.ROOT,
            "values of %s are fresh for %.1f s and are loaded %.1f times a second for %.0f reads a"
                + " second; the same reads with a TTL of %d s would have loaded %.1f times. %s",
            evidence.template(),
            ttl / 1000.0,
            effect.now(),
            sums.get(Figure.READS) / evidence.seconds(),
            seconds,
            effect.expected(),
            written
                ? "Writes of these keys are reported, and make old values void"
                : "No write of these keys was reported: a value may be as old as its TTL");
    return new Recommendation(
        Recommendation.id(Cause.TTL_SHORT, evidence),
        Cause.TTL_SHORT,
        evidence.region(),
        evidence.template(),
        "keep values of " + target + " fresh for " + seconds + " s",
        reason,
        effect,
        String.format(
            Locale.ROOT,
            "./forewarm rules put '%s' --soft-ttl %ds --hard-ttl %ds",
            target,
            seconds,
            HARD_BY_SOFT * seconds),
        null,
        effect.now(),
        confidence(sums, ttl, written));
  }

  /** High where the model says of the TTL that holds what was measured, and loads are many. */
  private static double confidence(TemplateSums sums, long ttl, boolean written) {
    double modelled = TtlGrid.at(sums.loadsByTtl(), ttl);
    double agreement = modelled == 0 ? 0 : sums.get(Figure.SAMPLED_LOADS) / modelled;
    boolean agrees = agreement > 1 / AGREES && agreement < AGREES;
    boolean many = sums.ratio(Figure.LOADS, Figure.READS) >= MANY_LOADS_PER_READ;
    return agrees && many ? (written ? 0.9 : 0.7) : 0.4;
  }
}
