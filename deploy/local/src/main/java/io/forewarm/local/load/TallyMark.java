package io.forewarm.local.load;

/**
 * Counts of a run at some moment, or between two.
 *
 * @param reads all
 * @param failed of the reads
 * @param hits reads that did not wait for the origin
 * @param fresh of the hits
 * @param readMicros latency of all reads together, microseconds
 * @param writes all
 */
public record TallyMark(
    long reads, long failed, long hits, long fresh, long readMicros, long writes) {
  /** Before anything. */
  public static final TallyMark ZERO = new TallyMark(0, 0, 0, 0, 0, 0);

  /** Returns what has come since an earlier mark. */
  public TallyMark since(TallyMark earlier) {
    return new TallyMark(
        reads - earlier.reads,
        failed - earlier.failed,
        hits - earlier.hits,
        fresh - earlier.fresh,
        readMicros - earlier.readMicros,
        writes - earlier.writes);
  }

  /** Share of the reads that did not wait for the origin; 0 without reads. */
  public double hitRatio() {
    return reads == 0 ? 0 : (double) hits / reads;
  }

  /** Share of the reads that were fresh hits; 0 without reads. */
  public double freshHitRatio() {
    return reads == 0 ? 0 : (double) fresh / reads;
  }

  /** Mean latency of the reads in milliseconds; 0 without reads. */
  public double meanMillis() {
    return reads == 0 ? 0 : readMicros / 1000.0 / reads;
  }
}
