package io.forewarm.client.events;

/**
 * When a key is reported at once instead of with the next flush: the sooner the hotter it grows, by
 * its rate or by its share of what this client reads. Keys that are declared hot already are no
 * news, whatever their rate. Pure.
 *
 * @param reads of the key in 100 ms, 1 or more; or
 * @param share of the reads of its region since the key was last reported, above 0 to 1, with
 * @param leastReads at least, 1 or more
 */
public record Suspicion(int reads, double share, int leastReads) {
  /** The defaults: 20 reads in 100 ms, or 8 reads that are a percent of the region's. */
  public static final Suspicion DEFAULT = new Suspicion(20, 0.01, 8);

  /** Refuses bounds that nothing or everything crosses. */
  public Suspicion {
    if (reads < 1 || leastReads < 1) {
      throw new IllegalArgumentException(
          "a suspect needs 1 read or more: " + reads + ", " + leastReads);
    }
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("a suspect's share must be above 0, to 1: " + share);
    }
  }

  /**
   * Whether a key is suspect.
   *
   * @param fresh its reads in the last collection
   * @param collections how many intervals of 100 ms that covers, 1 or more
   * @param unreported its reads since it was last reported
   * @param ofRegion reads of its region since then
   */
  boolean of(long fresh, long collections, long unreported, long ofRegion) {
    return fresh >= collections * reads
        || (unreported >= leastReads && unreported >= share * ofRegion);
  }
}
