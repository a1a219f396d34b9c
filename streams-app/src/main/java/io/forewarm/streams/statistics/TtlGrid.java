package io.forewarm.streams.statistics;

import java.util.List;

/** The TTLs for which it is followed what each would have cost. Only ever append: it is stored. */
public final class TtlGrid {
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;

  /** The TTLs, milliseconds, ascending. */
  public static final List<Long> MILLIS =
      List.of(
          SECOND,
          2 * SECOND,
          5 * SECOND,
          10 * SECOND,
          30 * SECOND,
          MINUTE,
          2 * MINUTE,
          5 * MINUTE,
          10 * MINUTE,
          30 * MINUTE,
          60 * MINUTE,
          360 * MINUTE);

  private TtlGrid() {}

  static int size() {
    return MILLIS.size();
  }

  /**
   * Returns what lies between the figures of two TTLs, by the logarithm of the TTL; beyond the ends
   * the figure of the end, but below the first one that grows as the TTL shrinks.
   *
   * @param figures one for each TTL
   * @param ttlMs 1 or more
   */
  public static double at(List<Long> figures, long ttlMs) {
    int above = 0;
    while (above < MILLIS.size() && MILLIS.get(above) < ttlMs) {
      above++;
    }
    if (above == 0) {
      return figures.get(0) * ((double) MILLIS.get(0) / Math.max(1, ttlMs));
    }
    if (above == MILLIS.size()) {
      return figures.get(above - 1);
    }
    double from = log(MILLIS.get(above - 1));
    double share = (log(ttlMs) - from) / (log(MILLIS.get(above)) - from);
    return figures.get(above - 1) * (1 - share) + figures.get(above) * share;
  }

  private static double log(long millis) {
    return Math.log((double) millis);
  }
}
