package io.forewarm.benchmarks;

import io.forewarm.benchmarks.hotkeys.DetectionDelay;
import io.forewarm.benchmarks.hotkeys.Throughput;
import io.forewarm.local.stack.LocalStack;
import io.forewarm.local.stack.StackConfig;
import io.forewarm.local.stack.StackException;
import io.forewarm.local.stack.StackPart;
import io.forewarm.local.terminal.FiguresFile;
import io.forewarm.local.terminal.TextTable;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How soon hot keys are found, and how much traffic the finding takes. */
@Command(
    name = "hot-keys",
    header = "how soon hot keys are found, and what that takes",
    description = {
      "Starts a broker, a Redis and the app as processes of their own. First keys that nobody read"
          + " take ten times the default threshold from one moment on, among 3,000 reads a second"
          + " over 4 clients: a delay is the time from the read with which a brute-force count"
          + " crosses the threshold to the promotion in the last client.",
      "",
      "Then the app is stopped, and the stage of hot keys reads reports of 8 publishers, Zipf 1.0"
          + " over a million keys, with flushes of 2 s and suspects every 100 ms, on two threads"
          + " beside the broker. A counter is one key in one report; a core second is one of this"
          + " process. It reads them once more with the statistics of templates beside it, of which"
          + " the percentage says how many counters less a core second takes then. Others read the same traffic as one record for each access: a consumer that"
          + " only counts, a processor with a ring of maps, and hopping and sliding windows of the"
          + " DSL.",
    },
    footer = {
      "  forewarm bench hot-keys",
      "  forewarm bench hot-keys --json hot-keys.json",
      "  forewarm bench hot-keys --steps 1000",
    })
final class HotKeysCommand implements Callable<Integer> {
  private static final int WARM_UP_STEPS = 40;
  private static final Duration BACKGROUND = Duration.ofSeconds(15);
  private static final int FLUSHES = 14;
  private static final int SINGLES = 5_000_000;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private FiguresFile json;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "300",
      description = "How many keys become hot. Default: ${DEFAULT-VALUE}.")
  private int steps;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "8",
      description =
          "How long each rate is measured at most, after its warm-up. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Override
  public Integer call() throws StackException, InterruptedException {
    Positive.check(command, "--steps", steps);
    Positive.check(command, "--seconds", seconds);
    PrintWriter progress = command.commandLine().getErr();
    try (LocalStack stack = LocalStack.start(StackConfig.DEFAULT, new StackProgress(progress))) {
      String bootstrap = stack.addresses().kafka();
      double[] delays;
      try (DetectionDelay delay =
          new DetectionDelay(bootstrap, stack.config().topics(), progress)) {
        delays = delay.measure(WARM_UP_STEPS, steps, BACKGROUND);
      }
      progress.printf(
          Locale.ROOT,
          "delays of %,d steps: half within %.0f ms, 99 %% within %.0f ms%n",
          delays.length,
          Percentile.of(delays, 0.5),
          Percentile.of(delays, 0.99));
      progress.flush();
      stack.stop(StackPart.APP);
      Throughput throughput =
          new Throughput(
              bootstrap, stack.data().resolve("rates"), Duration.ofSeconds(seconds), progress);
      show(figures(delays, throughput));
    }
    return ExitCode.OK;
  }

  private static HotKeyFigures figures(double[] delays, Throughput throughput) {
    Throughput.Detection detection = throughput.detection(FLUSHES);
    String singles = throughput.singles(SINGLES);
    return new HotKeyFigures(
        Percentile.of(delays, 0.5),
        Percentile.of(delays, 0.99),
        Percentile.of(delays, 0.999),
        detection.countersPerCoreSecond(),
        detection.readsPerSecond(),
        throughput.consumer(singles, SINGLES),
        throughput.ring(singles, SINGLES),
        throughput.sliding(singles, SINGLES),
        throughput.hopping(singles, SINGLES),
        delays.length,
        detection.countersPerSecond(),
        100 * detection.statisticsShare());
  }

  private void show(HotKeyFigures it) {
    PrintWriter out = command.commandLine().getOut();
    TextTable table = new TextTable("figure", "found", "should be");
    add(table, "detect_p50_ms", it.detectP50(), "");
    add(table, "detect_p99_ms", it.detectP99(), "at most 500");
    add(table, "detect_p999_ms", it.detectP999(), "");
    add(table, "counters_per_s_per_core", it.countersPerCore(), "at least 300,000");
    add(table, "reads_covered_per_s", it.readsCovered(), "at least 1,000,000");
    add(table, "statistics_percent", it.statisticsPercent(), "at most 10");
    add(table, "consumer_per_s", it.consumer(), "");
    add(table, "ring_per_s", it.ring(), "");
    add(table, "dsl_sliding_per_s", it.sliding(), "");
    add(table, "dsl_hopping_per_s", it.hopping(), "");
    out.println();
    table.print(out);
    json.write(it);
  }

  private static void add(TextTable table, String figure, double found, String goal) {
    table.add(figure, String.format(Locale.ROOT, "%,.0f", found), goal);
  }
}
