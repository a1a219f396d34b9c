package io.forewarm.client.events;

/**
 * When visits are reported before the flush: at once while users read little, so that the pipeline
 * can act before their next read; where they read much the flush must do. A bucket of records that
 * fills by {@value #RECORDS_PER_SECOND} a second bounds what that costs. Not safe for concurrent
 * use.
 */
public final class VisitPace {
  /** Records a second that visits may cost on top of the flushes. */
  static final double RECORDS_PER_SECOND = 2;

  private static final double MOST_SAVED = 10;
  private static final double NANOS = 1e9;

  private double saved = MOST_SAVED;
  private long at;

  /**
   * Begins with a full bucket.
   *
   * @param now nanoseconds of any clock that does not go back
   */
  public VisitPace(long now) {
    this.at = now;
  }

  /** Whether visits may be reported now. */
  public boolean allows(long now) {
    saved = Math.min(MOST_SAVED, saved + (now - at) / NANOS * RECORDS_PER_SECOND);
    at = now;
    return saved >= 1;
  }

  /** So many records were sent early; the next ones wait until they are paid for. */
  public void spend(int records) {
    saved -= records;
  }
}
