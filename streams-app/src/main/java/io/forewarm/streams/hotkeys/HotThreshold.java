package io.forewarm.streams.hotkeys;

import io.forewarm.schemas.Rule;

/**
 * From when a key counts as hot: from {@code max(minReads, share x reads of its region)} in a
 * window, or from {@code ratePerSecond} whatever its share.
 *
 * @param minReads reads in the window, 1 or more
 * @param share of the reads of its region in the window, above 0 to 1
 * @param ratePerSecond reads a second over the window, above 0
 */
public record HotThreshold(long minReads, double share, double ratePerSecond) {
  /** The defaults: 30 reads, 1 %, 1,000 reads a second. */
  public static final HotThreshold DEFAULT = new HotThreshold(30, 0.01, 1000);

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
  }

  /** Returns this threshold changed by a rule; values that no threshold can have change nothing. */
  HotThreshold with(Rule rule) {
    Long min = rule.getHotMinReads();
    Double part = rule.getHotShare();
    Double rate = rule.getHotRatePerSecond();
    return new HotThreshold(
        min != null && min >= 1 ? min : minReads,
        part != null && part > 0 && part <= 1 ? part : share,
        rate != null && rate > 0 ? rate : ratePerSecond);
  }

  /** Whether reads reach a fraction of this threshold; 1 is all of it. */
  boolean reached(WindowReads window, double fraction) {
    double needed = Math.max((double) minReads, share * window.regionReads());
    return window.reads() >= fraction * needed
        || window.ratePerSecond() >= fraction * ratePerSecond;
  }

  /** Returns the fewest reads in a window of this length that could reach this threshold. */
  double fewest(long windowMs) {
    return Math.min((double) minReads, ratePerSecond * windowMs / 1000);
  }
}
