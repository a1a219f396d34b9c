package io.forewarm.local.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * When the pipeline hears of what an instance's users read: with the next flush of its reports.
 * While it reads little a report leaves early, as long as it has not sent too many.
 */
final class Reports {
  private static final long EARLY_MS = 100;
  private static final long REGULAR_MS = 2_000;
  private static final long UNDERWAY_MS = 100;
  private static final double EARLY_PER_SECOND = 2;
  private static final double MOST_SAVED = 10;

  private List<Integer> pending = new ArrayList<>();
  private double saved = MOST_SAVED;
  private long savedAt;
  private boolean due;

  /**
   * Notes an access.
   *
   * @return when the report with it arrives, milliseconds; -1 if that is known already
   */
  long add(int access, long now) {
    pending.add(access);
    if (due) {
      return -1;
    }
    due = true;
    saved = Math.min(MOST_SAVED, saved + (now - savedAt) / 1000.0 * EARLY_PER_SECOND);
    savedAt = now;
    if (saved >= 1) {
      saved--;
      return now + EARLY_MS + UNDERWAY_MS;
    }
    return Math.floorDiv(now, REGULAR_MS) * REGULAR_MS + REGULAR_MS + UNDERWAY_MS;
  }

  /** Takes the accesses of the report that has arrived, oldest first. */
  List<Integer> take() {
    List<Integer> report = pending;
    pending = new ArrayList<>();
    due = false;
    return report;
  }
}
