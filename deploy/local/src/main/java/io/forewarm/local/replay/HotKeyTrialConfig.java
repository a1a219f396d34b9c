package io.forewarm.local.replay;

import io.forewarm.streams.hotkeys.HotKeyConfig;
import io.forewarm.streams.hotkeys.HotThreshold;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the detection of hot keys is tried on, and how it is disturbed. Times are milliseconds of
 * the trace, or numbers of requests where it has no clock.
 *
 * @param file the trace
 * @param byRequests whether the number of a request is its time
 * @param window length of the window, a multiple of {@code slide}
 * @param slide distance of the windows' ends, 1 or more
 * @param share of the reads of the window from which a key is hot, above 0 to 1
 * @param min fewest reads of a hot key in the window, 1 or more
 * @param limit most requests, 1 or more
 * @param summaryBytes memory a sub-window, bytes, 4096 or more
 * @param disturbance what goes wrong with the reports
 */
record HotKeyTrialConfig(
    Path file,
    boolean byRequests,
    long window,
    long slide,
    double share,
    long min,
    long limit,
    long summaryBytes,
    Disturbance disturbance) {
  /** Lines of a log may be some seconds late, milliseconds. */
  private static final long LATE_LINES = 5_000;

  /** A key takes about this many bytes in the tables. */
  private static final int KEY_BYTES = 22;

  /**
   * What goes wrong with the reports.
   *
   * @param shuffle how much later than others a report may come, milliseconds, 0 or more
   * @param duplicate part of the reports that come twice, 0 to 1
   * @param restart whether the pipeline is restarted in the middle
   * @param seed of chance
   */
  record Disturbance(long shuffle, double duplicate, boolean restart, long seed) {
    Disturbance {
      check(shuffle >= 0, "--shuffle", shuffle, "must not be negative");
      check(duplicate >= 0 && duplicate <= 1, "--duplicate", duplicate, "must be 0 to 1");
    }
  }

  HotKeyTrialConfig {
    String prefix = byRequests ? "-requests" : "";
    check(slide >= 1, "--slide" + prefix, slide, "must be 1 or more");
    check(
        window >= slide && window % slide == 0,
        "--window" + prefix,
        window,
        "must be a multiple of --slide" + prefix + ", " + slide);
    check(window / slide <= 10_000, "--slide" + prefix, slide, "gives over 10,000 sub-windows");
    check(share > 0 && share <= 1, "--share", share, "must be above 0, to 1");
    check(min >= 1, "--min", min, "must be 1 or more");
    check(limit >= 1, "--limit", limit, "must be 1 or more");
    check(summaryBytes >= 4096, "--summary-bytes", summaryBytes, "must be 4096 or more");
    check(
        !byRequests || disturbance.shuffle() == 0,
        "--shuffle",
        disturbance.shuffle(),
        "needs a trace with a clock, and --window");
  }

  private static void check(boolean good, String option, Object value, String mend) {
    if (!good) {
      throw new IllegalArgumentException(option + "=" + value + ": " + mend);
    }
  }

  /** Returns the settings of the pipeline that do the same. */
  HotKeyConfig toHotKeyConfig() {
    return new HotKeyConfig(
        HotThreshold.ofReads(min, share, Double.MAX_VALUE),
        List.of(Duration.ofMillis(window)),
        Duration.ofMillis(slide),
        Duration.ofMillis(lateness()),
        HotKeyConfig.Stay.DEFAULT,
        HotKeyConfig.Replicas.DEFAULT,
        capacity());
  }

  private long lateness() {
    long late = byRequests ? 0 : disturbance.shuffle() + LATE_LINES;
    return (late + slide - 1) / slide * slide;
  }

  /** Less than half for the tables of keys, less for names, the rest for the counters. */
  private HotKeyConfig.Capacity capacity() {
    long bytes = Math.max(1 << 15, summaryBytes * ((window + lateness()) / slide) * 92 / 100);
    long keys = Math.min(1 << 20, bytes * 9 / 20 / KEY_BYTES);
    return new HotKeyConfig.Capacity((int) keys, bytes, bytes * 2 / 5, 0);
  }
}
