package io.forewarm.benchmarks;

import io.forewarm.benchmarks.tags.ReadCost;
import io.forewarm.benchmarks.tags.TagTrial;
import io.forewarm.local.stack.LocalStack;
import io.forewarm.local.stack.StackConfig;
import io.forewarm.local.stack.StackException;
import io.forewarm.local.terminal.FiguresFile;
import io.forewarm.local.terminal.TextTable;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What one tag over very many keys costs. */
@Command(
    name = "tags",
    header = "what one tag over a million keys costs, and how soon it takes effect",
    description = {
      "Starts a broker, a Redis and the app as processes of their own, and stores a million small"
          + " values that all have one tag. Then the tag is written some times, one record each,"
          + " while 4 clients read 400 of the keys each, half of them near: how long after the"
          + " append is a value from before it last served? Hits of values with the tag are"
          + " compared with hits of others, in alternating rounds. At last a client that starts"
          + " later reads 10,000 keys that nobody has read since.",
    },
    footer = {
      "  forewarm bench tags",
      "  forewarm bench tags --keys 100000 --json tags.json",
    })
final class TagsCommand implements Callable<Integer> {
  private static final int SAMPLE = 400;
  private static final int FEWEST_KEYS = 5_000;
  private static final int NEWCOMER_READS = 10_000;
  private static final int NEAR_READS = 200_000;
  private static final int REDIS_READS = 2_000;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private FiguresFile json;

  @Option(
      names = "--keys",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "How many values have the tag, 5000 or more. Default: ${DEFAULT-VALUE}.")
  private int keys;

  @Option(
      names = "--writes",
      paramLabel = "N",
      defaultValue = "20",
      description = "How often the tag is written. Default: ${DEFAULT-VALUE}.")
  private int writes;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "15",
      description = "How often hits are measured. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Override
  public Integer call() throws StackException, InterruptedException, ExecutionException {
    Positive.check(command, "--writes", writes);
    Positive.check(command, "--rounds", rounds);
    if (keys < FEWEST_KEYS) {
      throw new ParameterException(
          command.commandLine(), "--keys must be " + FEWEST_KEYS + " or more: " + keys);
    }
    PrintWriter progress = command.commandLine().getErr();
    StackConfig unbounded = StackConfig.DEFAULT.withMaxmemory("0");
    try (LocalStack stack = LocalStack.start(unbounded, new StackProgress(progress));
        TagTrial trial =
            new TagTrial(stack.addresses(), stack.config().topics(), keys, SAMPLE, progress)) {
      show(figures(trial));
    }
    return ExitCode.OK;
  }

  private TagFigures figures(TagTrial trial) throws InterruptedException, ExecutionException {
    Duration stored = trial.store();
    double[] lags = trial.effects(writes);
    TagTrial.Newcomer newcomer = trial.newcomer(NEWCOMER_READS);
    ReadCost cost = trial.cost(rounds);
    return new TagFigures(
        keys,
        stored.toMillis() / 1_000.0,
        writes,
        Percentile.of(lags, 0.5),
        lags[lags.length - 1],
        cost.near(0, NEAR_READS).throughput(),
        cost.redis(SAMPLE, REDIS_READS).throughput(),
        newcomer.read(),
        newcomer.stored(),
        newcomer.stale());
  }

  private void show(TagFigures it) {
    TextTable table = new TextTable("figure", "found");
    add(table, "values with the tag", "%,d", it.keys());
    add(table, "stored in, s", "%.1f", it.storedSeconds());
    add(table, "writes of the tag, one record each", "%,d", it.writes());
    add(table, "last served after the append, half within, ms", "%,.1f", it.effectP50());
    add(table, "last served after the append, at most, ms", "%,.1f", it.effectMax());
    add(table, "near hits with the tag / without", "%.2f", it.nearRatio());
    add(table, "Redis hits with the tag / without", "%.2f", it.redisRatio());
    add(table, "read by a client that came later", "%,d", it.newcomerRead());
    add(table, "of them in Redis from before the write", "%,d", it.newcomerStored());
    add(table, "of them served", "%,d", it.newcomerStale());
    PrintWriter out = command.commandLine().getOut();
    out.println();
    table.print(out);
    json.write(it);
  }

  private static void add(TextTable table, String figure, String format, Object found) {
    table.add(figure, String.format(Locale.ROOT, format, found));
  }
}
