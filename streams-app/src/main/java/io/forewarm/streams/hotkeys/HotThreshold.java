package io.forewarm.streams.hotkeys;

import io.forewarm.schemas.HeatDimension;
import io.forewarm.schemas.Rule;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From when a key counts as hot: from {@code max(minReads, share x reads of its region)} in a
 * window, or from any of the rates whatever its share, or while it is among the {@code topK} of its
 * region with {@code minReads} reads.
 *
 * @param minReads reads in the window, 1 or more
 * @param share of the reads of its region in the window, above 0 to 1
 * @param ratePerSecond reads a second over the window, above 0
 * @param topK so many keys of each region and partition, those with the most reads; 0 for none
 * @param bytesPerSecond reads times size, bytes a second; 0 for never
 * @param loadMillisPerSecond milliseconds of loading a second, all clients together; 0 for never
 * @param writesPerSecond writes a second over the window; 0 for never
 */
public record HotThreshold(
    long minReads,
    double share,
    double ratePerSecond,
    int topK,
    double bytesPerSecond,
    double loadMillisPerSecond,
    double writesPerSecond) {
  /** The defaults: 30 reads, 1 %, 1,000 reads a second. */
  public static final HotThreshold DEFAULT = ofReads(30, 0.01, 1000);

  /** Refuses thresholds that no key or every key would cross. */
  public HotThreshold {
    if (minReads < 1) {
      throw new IllegalArgumentException("hot-keys.min-reads must be >= 1: " + minReads);
    }
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("hot-keys.share must be above 0, to 1: " + share);
    }
    if (!(ratePerSecond > 0)) {
      throw new IllegalArgumentException("hot-keys.rate-per-second must be > 0: " + ratePerSecond);
    }
    if (topK < 0) {
      throw new IllegalArgumentException("hot-keys.top-k must be >= 0: " + topK);
    }
    notNegative("bytes-per-second", bytesPerSecond);
    notNegative("load-millis-per-second", loadMillisPerSecond);
    notNegative("writes-per-second", writesPerSecond);
  }

  private static void notNegative(String name, double value) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException("hot-keys." + name + " must be >= 0: " + value);
    }
  }

  /** Returns a threshold for reads alone. */
  public static HotThreshold ofReads(long minReads, double share, double ratePerSecond) {
    return new HotThreshold(minReads, share, ratePerSecond, 0, 0, 0, 0);
  }

  /** Returns this threshold changed by a rule; values that no threshold can have change nothing. */
  HotThreshold with(Rule rule) {
    Long min = rule.getHotMinReads();
    Double part = rule.getHotShare();
    Double rate = rule.getHotRatePerSecond();
    Integer top = rule.getHotTopK();
    return new HotThreshold(
        min != null && min >= 1 ? min : minReads,
        part != null && part > 0 && part <= 1 ? part : share,
        rate != null && rate > 0 ? rate : ratePerSecond,
        top != null && top >= 0 ? top : topK,
        orElse(rule.getHotBytesPerSecond(), bytesPerSecond),
        orElse(rule.getHotLoadMillisPerSecond(), loadMillisPerSecond),
        orElse(rule.getHotWritesPerSecond(), writesPerSecond));
  }

  private static double orElse(@Nullable Double value, double otherwise) {
    return value != null && value >= 0 ? value : otherwise;
  }

  /** Returns by what a window reaches a fraction of this threshold, if it does; 1 is all of it. */
  Optional<HeatDimension> reached(WindowHeat window, double fraction) {
    if (reachedByReads(window, fraction)) {
      return Optional.of(HeatDimension.READS);
    }
    if (reached(window.bytesPerSecond(), fraction * bytesPerSecond)) {
      return Optional.of(HeatDimension.BYTES);
    }
    if (reached(window.loadMillisPerSecond(), fraction * loadMillisPerSecond)) {
      return Optional.of(HeatDimension.LOAD_TIME);
    }
    return reached(window.writesPerSecond(), fraction * writesPerSecond)
        ? Optional.of(HeatDimension.WRITES)
        : Optional.empty();
  }

  private boolean reachedByReads(WindowHeat window, double fraction) {
    double needed = Math.max((double) minReads, share * window.regionReads());
    return window.reads() >= fraction * needed
        || window.ratePerSecond() >= fraction * ratePerSecond
        || (window.rank() > 0
            && fraction * window.rank() <= topK
            && window.reads() >= fraction * minReads);
  }

  private static boolean reached(double rate, double needed) {
    return needed > 0 && rate >= needed;
  }
}
