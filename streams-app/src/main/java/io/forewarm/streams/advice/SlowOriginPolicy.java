package io.forewarm.streams.advice;

import io.forewarm.streams.advice.Recommendation.Cause;
import io.forewarm.streams.advice.Recommendation.Effect;
import io.forewarm.streams.statistics.Figure;
import io.forewarm.streams.statistics.LoadsAtOnce;
import io.forewarm.streams.statistics.LoadsAtOnce.Step;
import io.forewarm.streams.statistics.LogHistogram;
import java.util.Locale;
import java.util.Optional;

/**
 * Judges why loads take long. If even the quickest take much longer than before, the origin is
 * slower. If those take long at whose begin many others of their client ran, and those do not at
 * whose begin few did, they wait for each other: by Little's law so many are worked on at once as
 * the rate of many at once and the time of a load among few make.
 */
final class SlowOriginPolicy implements AdvicePolicy {
  private static final long LEAST_LOADS = 20;
  private static final double SLOWER = 2;
  private static final double WAITS = 3;
  private static final double LEAST_WAITING = 2;

  /** What threads that wait for a processor make of quick loads is no pool. */
  private static final double LEAST_WAIT_MS = 5;

  private static final long SOME_LOADS = 3;

  /** Where the number of loads at once differs by less, those of before are asked, too. */
  private static final double SPREAD = 2;

  private static final double QUICKEST = 0.05;

  @Override
  public Optional<Recommendation> judge(Evidence evidence) {
    LogHistogram now = evidence.now().loadTimes();
    LogHistogram before = evidence.before().loadTimes();
    if (now.count() < LEAST_LOADS) {
      return Optional.empty();
    }
    Optional<Recommendation> pool = pool(evidence);
    boolean slower =
        before.count() >= LEAST_LOADS
            && now.quantile(QUICKEST) >= SLOWER * before.quantile(QUICKEST)
            && now.quantile(0.5) >= SLOWER * before.quantile(0.5);
    return pool.isEmpty() && slower ? Optional.of(slow(evidence)) : pool;
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
    LoadsAtOnce recent = evidence.recent().loadsAtOnce();
    Step many = recent.highest(LEAST_LOADS);
    Step few = recent.lowest(SOME_LOADS);
    boolean differ = many.atOnce() >= SPREAD * few.atOnce();
    if (!differ) {
      few = recent.plus(evidence.before().loadsAtOnce()).lowest(SOME_LOADS);
    }
    if (few.loads() < SOME_LOADS
        || many.loads() < LEAST_LOADS
        || many.meanMs() < WAITS * few.meanMs()
        || many.meanMs() - few.meanMs() < LEAST_WAIT_MS) {
      return Optional.empty();
    }
    double worked = many.atOnce() * few.meanMs() / many.meanMs();
    if (many.atOnce() - worked < LEAST_WAITING) {
      return Optional.empty();
    }
    double rate = evidence.recent().get(Figure.LOADS) / evidence.seconds();
    String reason =
        String.format(
            Locale.ROOT,
            "a load of %s takes %.0f ms where %.0f of its client run at once, and %.0f ms where at"
                + " most %d do: of %.1f a second about %.0f are worked on at once and %.0f wait, as"
                + " in front of a pool of at most %d connections",
            evidence.template(),
            many.meanMs(),
            many.atOnce(),
            few.meanMs(),
            few.atMost(),
            rate,
            worked,
            many.atOnce() - worked,
            Math.max(1, Math.round(worked)));
    return Optional.of(
        new Recommendation(
            Recommendation.id(Cause.POOL_SMALL, evidence),
            Cause.POOL_SMALL,
            evidence.region(),
            evidence.template(),
            "give the loader of region " + evidence.region() + " more connections",
            reason,
            new Effect(
                "loadMs.p50", evidence.recent().loadTimes().quantile(0.5) / 1000, few.meanMs()),
            null,
            String.format(
                Locale.ROOT,
                "the pool's size, as spring.datasource.hikari.maximum-pool-size=%d",
                (int) Math.ceil(many.atOnce())),
            many.meanMs(),
            differ ? 0.85 : 0.7));
  }
}
