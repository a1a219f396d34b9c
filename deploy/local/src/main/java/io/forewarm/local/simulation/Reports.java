package io.forewarm.local.simulation;

import io.forewarm.client.events.VisitPace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** When the pipeline hears of what an instance's users read: as the client would report it. */
final class Reports {
  private static final long TICK_MS = 100;
  private static final long FLUSH_MS = 2_000;
  private static final long UNDERWAY_MS = 100;

  private final VisitPace pace = new VisitPace(0);
  private List<Integer> pending = new ArrayList<>();
  private boolean due;
  private boolean early;

  /**
   * Notes an access.
   *
   * @param now milliseconds
   * @return when the report with it arrives, milliseconds; -1 if that is known already
   */
  long add(int access, long now) {
    pending.add(access);
    if (due) {
      return -1;
    }
    due = true;
    early = pace.allows(TimeUnit.MILLISECONDS.toNanos(now));
    long interval = early ? TICK_MS : FLUSH_MS;
    return (Math.floorDiv(now, interval) + 1) * interval + UNDERWAY_MS;
  }

  /**
   * Takes the accesses of the report that has arrived, oldest first.
   *
   * @param records of how many records it consisted
   */
  List<Integer> take(int records) {
    List<Integer> report = pending;
    pending = new ArrayList<>();
    due = false;
    if (early) {
      pace.spend(records);
    }
    return report;
  }

  /** The accesses that have not been reported. */
  List<Integer> pending() {
    return pending;
  }
}
