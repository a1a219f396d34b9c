package io.forewarm.local.top;

import io.forewarm.local.app.AppOptions;
import io.forewarm.local.terminal.CommandFailure;
import io.forewarm.local.terminal.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what the app knows of the present, again and again. */
@Command(
    name = "top",
    header = "show reads, hits, loads, hot keys, memory and lag, live",
    description = {
      "One frame every two seconds: what all regions do, the regions with the most reads, the hottest"
          + " keys, the alerts that stand, the memory of the fullest Redis, how far the slowest reader of"
          + " a topic is behind, records a second by topic. LOAD is the mean of ten seconds; WAIT P95"
          + " is the time that 95 of a hundred reads that missed did not exceed in the last minute.",
      "",
      "On a terminal each frame takes the place of the last. Where that cannot be (TERM is dumb or"
          + " unset, the output goes to a file or a pipe) they follow each other, with an empty line in"
          + " between. Ctrl-C ends it.",
      "",
      "The app answers the same over HTTP: GET /api/state",
    },
    footer = {
      "  forewarm top",
      "  forewarm top --once --rows 3",
      "  forewarm top --app http://cache:8390 --every 10s >> top.log",
    })
public final class TopCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Option(names = "--once", description = "Prints one frame and ends; for scripts.")
  private boolean once;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "" + Long.MAX_VALUE,
      description = "Ends after this number of frames. Default: never.")
  private long count;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      defaultValue = "2s",
      converter = DurationText.class,
      description = "Time between two frames, 200ms or more. Default: ${DEFAULT-VALUE}.")
  private Duration every = Duration.ZERO;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "10",
      description = "Regions and hot keys that are shown. Default: ${DEFAULT-VALUE}.")
  private int rows;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private AppOptions app;

  @Override
  public void run() {
    if (rows < 1 || count < 1 || every.toMillis() < 200) {
      throw new ParameterException(
          command.commandLine(), "--rows and --count must be 1 or more, --every 200ms or more");
    }
    boolean terminal = !once && Ansi.AUTO.enabled();
    Screen screen = new Screen(command.commandLine().getOut(), System.getenv(), terminal);
    screen.show(frame().lines());
    for (long shown = 1; !once && shown < count && !screen.isGone(); shown++) {
      if (!rested()) {
        return;
      }
      screen.show(next());
    }
  }

  private boolean rested() {
    try {
      TimeUnit.MILLISECONDS.sleep(every.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** An app that was there may come back. */
  private List<String> next() {
    try {
      return frame().lines();
    } catch (CommandFailure e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  private Frame frame() {
    return new Frame(
        app.url(), app.ask("/api/state"), app.ask("/api/statistics?span=minute"), rows);
  }
}
