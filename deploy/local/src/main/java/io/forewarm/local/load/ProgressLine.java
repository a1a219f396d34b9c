package io.forewarm.local.load;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Writes how a run goes, one line a second, each about the time since the one before. */
final class ProgressLine {
  private final String run;
  private final LoadClock clock;
  private final long start;
  private long lastAt;
  private TallyMark last = TallyMark.ZERO;

  ProgressLine(String run, LoadClock clock) {
    this.run = run;
    this.clock = clock;
    this.start = clock.now();
    this.lastAt = start;
  }

  /** Returns the line of now. */
  String next(TallyMark mark) {
    long now = clock.now();
    double seconds = Math.max(1, now - lastAt) / (double) TimeUnit.SECONDS.toNanos(1);
    TallyMark since = mark.since(last);
    last = mark;
    lastAt = now;
    return String.format(
        Locale.ROOT,
        "%-7s %4d s  %,7.0f reads/s  %,6.0f writes/s  hits %5.1f %%  fresh %5.1f %%  mean %,8.2f ms"
            + "  failed %,d",
        run,
        TimeUnit.NANOSECONDS.toSeconds(now - start),
        since.reads() / seconds,
        since.writes() / seconds,
        100 * since.hitRatio(),
        100 * since.freshHitRatio(),
        since.meanMillis(),
        since.failed());
  }
}
