package io.forewarm.local.check;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** What the looks at one time after the write found. */
final class Tally {
  private final Duration within;
  private final Map<Finding, Long> counts = new EnumMap<>(Finding.class);
  private long missed;

  Tally(Duration within) {
    this.within = within;
  }

  Duration within() {
    return within;
  }

  synchronized void add(Finding finding) {
    counts.merge(finding, 1L, Long::sum);
  }

  /** A look came too late to say anything, or Redis did not answer. */
  synchronized void missed() {
    missed++;
  }

  synchronized CheckReport.Share share() {
    return new CheckReport.Share(
        within.toMillis(),
        of(Finding.VISIBLE),
        of(Finding.LAGGING),
        of(Finding.NEAR_WITHIN_BOUND),
        of(Finding.STALE_IN_REDIS),
        of(Finding.STALE_NEAR),
        of(Finding.UNPROVEN),
        missed);
  }

  private long of(Finding finding) {
    return counts.getOrDefault(finding, 0L);
  }
}
