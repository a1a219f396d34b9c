package io.forewarm.benchmarks;

import io.forewarm.benchmarks.invalidation.InvalidationLag;
import io.forewarm.benchmarks.invalidation.Schedule;
import io.forewarm.local.stack.LocalStack;
import io.forewarm.local.stack.StackConfig;
import io.forewarm.local.stack.StackException;
import io.forewarm.local.terminal.FiguresFile;
import io.forewarm.local.terminal.TextTable;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How soon writes take effect. */
@Command(
    name = "invalidation",
    header = "how soon a write takes effect in Redis and in every client",
    description = {
      "Starts a broker, a Redis and the app as processes of their own, stores 40,000 values of 1 KiB"
          + " and publishes writes of single keys at a constant rate. A lag is the time from the"
          + " write's append, as the broker stamps it, to its effect: in Redis, which itself tells"
          + " by a notification, and in the last of 4 clients that follow the log.",
    },
    footer = {
      "  forewarm bench invalidation",
      "  forewarm bench invalidation --rate 2000 --seconds 60 --json lag.json",
    })
final class InvalidationCommand implements Callable<Integer> {
  private static final int WARM_UP_SECONDS = 60;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private FiguresFile json;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "5000",
      description = "Writes a second. Default: ${DEFAULT-VALUE}.")
  private int rate;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "30",
      description =
          "How long, after a warm-up of 60 s in which the rate rises. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Override
  public Integer call() throws StackException, InterruptedException {
    Positive.check(command, "--rate", rate);
    Positive.check(command, "--seconds", seconds);
    PrintWriter progress = command.commandLine().getErr();
    try (LocalStack stack = LocalStack.start(StackConfig.DEFAULT, new StackProgress(progress));
        InvalidationLag lag =
            new InvalidationLag(
                stack.addresses(),
                stack.config().topics(),
                new Schedule(rate, WARM_UP_SECONDS, seconds),
                progress)) {
      show(lag.measure());
    }
    return ExitCode.OK;
  }

  private void show(InvalidationLag.Lags lags) {
    InvalidationFigures it =
        new InvalidationFigures(
            lags.rate(),
            Percentile.of(lags.redis(), 0.5),
            Percentile.of(lags.redis(), 0.99),
            Percentile.of(lags.redis(), 0.9999),
            Percentile.of(lags.clients(), 0.5),
            Percentile.of(lags.clients(), 0.99),
            Percentile.of(lags.clients(), 0.9999),
            lags.redis().length);
    TextTable table = new TextTable("lag", "half within", "99 %", "99.99 %");
    add(table, "Redis", it.redisP50(), it.redisP99(), it.redisP9999());
    add(table, "last of 4 clients", it.clientP50(), it.clientP99(), it.clientP9999());
    add(table, "should be", Double.NaN, 100, 1_000);
    PrintWriter out = command.commandLine().getOut();
    out.printf(Locale.ROOT, "%,d writes, %,.0f a second%n%n", it.writes(), it.rate());
    table.print(out);
    json.write(it);
  }

  private static void add(TextTable table, String what, double p50, double p99, double p9999) {
    table.add(what, millis(p50), millis(p99), millis(p9999));
  }

  private static String millis(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%,.1f ms", value);
  }
}
