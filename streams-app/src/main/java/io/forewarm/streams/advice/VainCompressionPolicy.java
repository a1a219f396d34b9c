package io.forewarm.streams.advice;

import io.forewarm.streams.advice.Recommendation.Cause;
import io.forewarm.streams.advice.Recommendation.Effect;
import io.forewarm.streams.statistics.Figure;
import java.util.Locale;
import java.util.Optional;

/** Judges whether values are compressed that do not shrink, as images and encrypted texts. */
final class VainCompressionPolicy implements AdvicePolicy {
  private static final long LEAST_BYTES = 1 << 20;
  private static final double LITTLE = 0.05;
  private static final double LEAST_MS_PER_SECOND = 0.5;

  @Override
  public Optional<Recommendation> judge(Evidence evidence) {
    long bytes = evidence.recent().get(Figure.COMPRESSED_BYTES);
    double saved = evidence.recent().ratio(Figure.SAVED_BYTES, Figure.COMPRESSED_BYTES);
    double ms = evidence.recent().get(Figure.COMPRESS_MICROS) / 1000.0 / evidence.seconds();
    return bytes < LEAST_BYTES || saved > LITTLE || ms < LEAST_MS_PER_SECOND
        ? Optional.empty()
        : Optional.of(recommend(evidence, bytes / evidence.seconds(), saved, ms));
  }

  private static Recommendation recommend(
      Evidence evidence, double bytesPerSecond, double saved, double ms) {
    String reason =
        String.format(
            Locale.ROOT,
            "clients compress %.0f KB a second of %s before they store it, and save %.1f %% of that:"
                + " it takes %.1f ms of every second",
            bytesPerSecond / 1024,
            evidence.template(),
            100 * saved,
            ms);
    String target = evidence.target() == null ? evidence.region() : evidence.target();
    return new Recommendation(
        Recommendation.id(Cause.COMPRESSION_VAIN, evidence),
        Cause.COMPRESSION_VAIN,
        evidence.region(),
        evidence.template(),
        "do not compress " + evidence.template() + " of region " + evidence.region(),
        reason,
        new Effect("compressMsPerSecond", ms, 0),
        "./forewarm rules put '" + target + "' --compression off",
        null,
        ms,
        0.85);
  }
}
