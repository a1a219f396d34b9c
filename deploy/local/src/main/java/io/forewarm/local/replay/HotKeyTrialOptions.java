package io.forewarm.local.replay;

import io.forewarm.local.terminal.DurationText;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a trial of the hot-key detection. */
final class HotKeyTrialOptions {
  @Option(
      names = "--hot-keys",
      description =
          "Offline: runs the pipeline's detection of hot keys over the reads of one trace, and"
              + " compares it with a count by brute force, window by window.")
  private boolean hotKeys;

  @Option(
      names = "--window",
      paramLabel = "TIME",
      converter = DurationText.class,
      description = "Of --hot-keys: length of the window. Default: 60s.")
  private @Nullable Duration window;

  @Option(
      names = "--slide",
      paramLabel = "TIME",
      converter = DurationText.class,
      description = "Of --hot-keys: distance of the windows' ends. Default: a sixth of --window.")
  private @Nullable Duration slide;

  @Option(
      names = "--window-requests",
      paramLabel = "N",
      description =
          "Of --hot-keys, for traces without a clock: length of the window in requests; the number"
              + " of a request, from 0, is its time.")
  private @Nullable Long windowRequests;

  @Option(
      names = "--slide-requests",
      paramLabel = "N",
      description =
          "Of --hot-keys: distance of the windows' ends in requests. Default: a sixth of"
              + " --window-requests.")
  private @Nullable Long slideRequests;

  @Option(
      names = "--share",
      paramLabel = "X",
      defaultValue = "0.01",
      description =
          "Of --hot-keys: part of the window's reads from which a key is hot. Default:"
              + " ${DEFAULT-VALUE}.")
  private double share;

  @Option(
      names = "--min",
      paramLabel = "N",
      defaultValue = "30",
      description = "Of --hot-keys: fewest reads of a hot key. Default: ${DEFAULT-VALUE}.")
  private long min;

  @Option(
      names = "--shuffle",
      paramLabel = "TIME",
      defaultValue = "0s",
      converter = DurationText.class,
      description = "Of --hot-keys: reports come up to this late, and keep their time.")
  private Duration shuffle = Duration.ZERO;

  @Option(
      names = "--duplicate",
      paramLabel = "X",
      defaultValue = "0",
      description = "Of --hot-keys: part of the reports that come twice, 0 to 1.")
  private double duplicate;

  @Option(
      names = "--restart",
      description =
          "Of --hot-keys: in the middle all memory is lost and taken up from what was saved.")
  private boolean restart;

  @Option(
      names = "--summary-bytes",
      paramLabel = "N",
      defaultValue = "40960",
      description =
          "Of --hot-keys: memory a sub-window, which is as long as the slide. Default:"
              + " ${DEFAULT-VALUE}.")
  private long summaryBytes;

  boolean hotKeys() {
    return hotKeys;
  }

  /**
   * Returns what is asked for.
   *
   * @throws IllegalArgumentException naming the option, its value, and what is allowed
   */
  HotKeyTrialConfig of(Path file, long limit, long seed) {
    Long requests = windowRequests;
    boolean byRequests = requests != null;
    if (byRequests ? window != null || slide != null : slideRequests != null) {
      throw new IllegalArgumentException(
          "name the window by --window and --slide, or by --window-requests and --slide-requests");
    }
    long length = requests != null ? requests : orElse(window, 60_000);
    Long step = slideRequests;
    long distance = requests == null ? orElse(slide, length / 6) : step == null ? length / 6 : step;
    return new HotKeyTrialConfig(
        file,
        byRequests,
        length,
        distance,
        share,
        min,
        limit,
        summaryBytes,
        new HotKeyTrialConfig.Disturbance(shuffle.toMillis(), duplicate, restart, seed));
  }

  private static long orElse(@Nullable Duration duration, long otherwise) {
    return duration == null ? otherwise : duration.toMillis();
  }
}
