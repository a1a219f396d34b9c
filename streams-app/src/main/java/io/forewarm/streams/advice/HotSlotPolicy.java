package io.forewarm.streams.advice;

import io.forewarm.schemas.Share;
import io.forewarm.streams.advice.Recommendation.Cause;
import io.forewarm.streams.advice.Recommendation.Effect;
import io.forewarm.streams.statistics.Figure;
import io.forewarm.streams.statistics.TemplateSums;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Judges whether the reads that reach Redis go to one hash slot, and why: one key or entity, or a
 * hash tag that gathers many.
 */
final class HotSlotPolicy implements AdvicePolicy {
  private static final double MUCH = 0.4;
  private static final double LEAST_PER_SECOND = 50;
  private static final double FEW_KEYS = 10;

  @Override
  public Optional<Recommendation> judge(Evidence evidence) {
    TemplateSums sums = evidence.recent();
    List<Share> slots = sums.slots();
    double reached = sums.get(Figure.READS) - (double) sums.get(Figure.NEAR_HITS);
    double perSecond = reached / evidence.seconds();
    if (slots.isEmpty() || perSecond < LEAST_PER_SECOND || sums.distinctKeys() < FEW_KEYS) {
      return Optional.empty();
    }
    double share = Math.min(1, slots.get(0).getReads() / reached);
    return share < MUCH ? Optional.empty() : Optional.of(recommend(evidence, share, perSecond));
  }

  private static Recommendation recommend(Evidence evidence, double share, double perSecond) {
    List<Share> entities = evidence.recent().entities();
    double entity =
        entities.isEmpty()
            ? 0
            : Math.min(
                1, entities.get(0).getReads() / (double) evidence.recent().get(Figure.READS));
    boolean one = entity >= MUCH;
    String reason =
        String.format(
            Locale.ROOT,
            "%.0f %% of the %.0f reads a second of %s that reach Redis go to slot %s, of 16384; %s",
            100 * share,
            perSecond,
            evidence.template(),
            evidence.recent().slots().get(0).getName(),
            one
                ? String.format(
                    Locale.ROOT,
                    "%s alone has %.0f %% of the reads",
                    entities.get(0).getName(),
                    100 * entity)
                : String.format(
                    Locale.ROOT,
                    "about %.0f keys share a hash tag",
                    evidence.recent().distinctKeys()));
    return new Recommendation(
        Recommendation.id(Cause.HOT_SLOT, evidence),
        Cause.HOT_SLOT,
        evidence.region(),
        evidence.template(),
        one ? "keep " + entities.get(0).getName() + " near its readers" : "spread the keys",
        reason,
        one
            ? new Effect(
                "nearRatio", evidence.recent().ratio(Figure.NEAR_HITS, Figure.READS), entity)
            : null,
        one
            ? "./forewarm rules put "
                + evidence.region()
                + " --near on --replicas on --hot-share 0.01"
            : null,
        one ? null : "partitioning KEY or ENTITY in place of TYPE for region " + evidence.region(),
        share,
        one ? 0.7 : 0.85);
  }
}
