package io.forewarm.streams.advice;

import io.forewarm.streams.advice.Recommendation.Cause;
import io.forewarm.streams.advice.Recommendation.Effect;
import io.forewarm.streams.statistics.Figure;
import io.forewarm.streams.statistics.LogHistogram;
import java.util.Locale;
import java.util.Optional;

/**
 * Judges why loads take long. If even the quickest take much longer than before, the origin is
 * slower. If the quickest do not, but most wait for several times as long, they wait for each
 * other: by Little's law so many are in flight as load times and rate make, and so many are worked
 * on as the quickest times and the rate make.
 */
final class SlowOriginPolicy implements AdvicePolicy {
  private static final long LEAST_LOADS = 20;
  private static final double SLOWER = 2;
  private static final double WAITS = 3;
  private static final double LEAST_WAITING = 2;
  private static final double QUICKEST = 0.05;

  @Override
  public Optional<Recommendation> judge(Evidence evidence) {
    LogHistogram now = evidence.now().loadTimes();
    LogHistogram before = evidence.before().loadTimes();
    if (now.count() < LEAST_LOADS) {
      return Optional.empty();
    }
    boolean known = before.count() >= LEAST_LOADS;
    if (known
        && now.quantile(QUICKEST) >= SLOWER * before.quantile(QUICKEST)
        && now.quantile(0.5) >= SLOWER * before.quantile(0.5)) {
      return Optional.of(slow(evidence));
    }
    return pool(evidence);
  }

  private static Recommendation slow(Evidence evidence) {
    double now = evidence.now().loadTimes().quantile(0.5) / 1000;
    double before = evidence.before().loadTimes().quantile(0.5) / 1000;
    String reason =
        String.format(
            Locale.ROOT,
            "half of the loads of %s took up to %.0f ms before and %.0f ms now, and the quickest"
                + " twentieth %.0f ms and %.0f ms: the origin itself is slower. %.1f loads a second",
            evidence.template(),
            before,
            now,
            evidence.before().loadTimes().quantile(QUICKEST) / 1000,
            evidence.now().loadTimes().quantile(QUICKEST) / 1000,
            evidence.recent().get(Figure.LOADS) / evidence.seconds());
    return new Recommendation(
        Recommendation.id(Cause.ORIGIN_SLOW, evidence),
        Cause.ORIGIN_SLOW,
        evidence.region(),
        evidence.template(),
        "look after the origin of region "
            + evidence.region()
            + ", and load it less ahead of reads",
        reason,
        null,
        "./forewarm rules put " + evidence.region() + " --speculative-loads 0",
        null,
        now,
        0.85);
  }

  private static Optional<Recommendation> pool(Evidence evidence) {
    LogHistogram times = evidence.recent().loadTimes();
    double rate = evidence.recent().get(Figure.LOADS) / evidence.seconds();
    double mean = evidence.recent().ratio(Figure.LOAD_MICROS, Figure.LOADS) / 1e6;
    double work = times.quantile(QUICKEST) / 1e6;
    double inFlight = rate * mean;
    double worked = rate * work;
    if (times.count() < LEAST_LOADS || mean < WAITS * work || inFlight - worked < LEAST_WAITING) {
      return Optional.empty();
    }
    String reason =
        String.format(
            Locale.ROOT,
            "loads of %s take %.0f ms in the mean, the quickest twentieth %.0f ms: at %.1f a second"
                + " %.1f are in flight and %.1f are worked on, the others wait for a place, as in"
                + " front of a pool of about %d connections",
            evidence.template(),
            1000 * mean,
            1000 * work,
            rate,
            inFlight,
            worked,
            Math.max(1, Math.round(worked)));
    return Optional.of(
        new Recommendation(
            Recommendation.id(Cause.POOL_SMALL, evidence),
            Cause.POOL_SMALL,
            evidence.region(),
            evidence.template(),
            "give the loader of region " + evidence.region() + " more connections",
            reason,
            new Effect("loadMs.p50", 1000 * times.quantile(0.5) / 1e6, 1000 * work),
            null,
            String.format(
                Locale.ROOT,
                "the pool's size, as spring.datasource.hikari.maximum-pool-size=%d",
                (int) Math.ceil(2 * Math.max(1, inFlight / 2))),
            1000 * mean,
            0.7));
  }
}
