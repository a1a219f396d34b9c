package io.forewarm.local.check;

import java.time.Duration;
import java.util.List;

/**
 * How the checker looks.
 *
 * @param sample share of the keys whose writes are followed, above 0 to 1; by the key's hash, so
 *     that all checkers take the same
 * @param within after which times it is asked whether a write is visible, ascending
 * @param maxStaleness bound of near reads against Redis
 * @param mostWatched writes that are watched at once, 1 or more; what comes beyond is counted only
 * @param mostOffenders offenders that are kept, 1 or more; what comes beyond is counted only
 */
public record CheckConfig(
    double sample,
    List<Duration> within,
    Duration maxStaleness,
    int mostWatched,
    int mostOffenders) {

  /** One key in a hundred, at the times of Polaris. */
  public static final CheckConfig DEFAULT =
      new CheckConfig(
          0.01,
          List.of(
              Duration.ofMillis(100),
              Duration.ofSeconds(1),
              Duration.ofSeconds(10),
              Duration.ofMinutes(1)),
          Duration.ofSeconds(2),
          200_000,
          1_000);

  /** Refuses what cannot work. */
  public CheckConfig {
    if (!(sample > 0 && sample <= 1)) {
      throw new IllegalArgumentException("sample must be above 0 and at most 1: " + sample);
    }
    within = List.copyOf(within);
    boolean ascending = !within.isEmpty() && !within.get(0).isNegative();
    for (int i = 1; i < within.size(); i++) {
      ascending &= within.get(i).compareTo(within.get(i - 1)) > 0;
    }
    if (!ascending) {
      throw new IllegalArgumentException("within must be ascending times: " + within);
    }
    if (maxStaleness.isNegative()) {
      throw new IllegalArgumentException("maxStaleness must be 0 or more: " + maxStaleness);
    }
    if (mostWatched < 1 || mostOffenders < 1) {
      throw new IllegalArgumentException("mostWatched and mostOffenders must be 1 or more");
    }
  }

  /** The same with another sample. */
  public CheckConfig withSample(double share) {
    return new CheckConfig(share, within, maxStaleness, mostWatched, mostOffenders);
  }

  /** The same with other times. */
  public CheckConfig within(Duration... times) {
    return new CheckConfig(sample, List.of(times), maxStaleness, mostWatched, mostOffenders);
  }

  /** The same with another bound of near reads. */
  public CheckConfig withMaxStaleness(Duration bound) {
    return new CheckConfig(sample, within, bound, mostWatched, mostOffenders);
  }

  /** Whether the writes of a key with this hash are followed. */
  boolean samples(long hash) {
    return (hash >>> 11) * 0x1.0p-53 < sample;
  }
}
