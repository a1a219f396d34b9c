package io.forewarm.benchmarks;

import io.forewarm.benchmarks.eviction.EvictionTrial;
import io.forewarm.benchmarks.eviction.Requests;
import io.forewarm.embedded.EmbeddedRedis;
import io.forewarm.local.stack.LocalStack;
import io.forewarm.local.stack.StackConfig;
import io.forewarm.local.stack.StackException;
import io.forewarm.local.terminal.FiguresFile;
import io.forewarm.local.terminal.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What stays when memory is short. */
@Command(
    name = "eviction",
    header = "what is hit when memory is short, beside Redis' own allkeys-lfu",
    description = {
      "Starts a Redis with allkeys-lfu that is read by cache-aside, and a broker, a Redis with the"
          + " same maxmemory and the app, which are read by Forewarm's client without a near cache."
          + " Both get the same reads at the same time, at a constant rate: those of a trace, or"
          + " 85 %% of 40,000 keys by Zipf's law of 0.9 and 15 %% scans of keys that nobody reads"
          + " again, values of 1 to 8 KiB. A load takes 2 to 8 ms, by key. The first 40 %% of the"
          + " reads are not counted.",
      "",
      "The JSON has reads, counted_reads and maxmemory, and for each cache, as lfu_... and"
          + " forewarm_...: hit_ratio (reads that waited for no load), loads, load_time_share (time"
          + " of the loads, of that without a cache), memory_max (highest used_memory / maxmemory,"
          + " looked at every 20 ms); at last forewarm_evicted_by_redis, the keys that Forewarm's"
          + " Redis had to evict by itself, since its start.",
    },
    footer = {
      "  forewarm bench eviction",
      "  forewarm bench eviction trace.csv.gz --maxmemory 24mb --json eviction.json",
    })
final class EvictionCommand implements Callable<Integer> {
  private static final long SEED = 7;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "A trace, in any form that replay reads. Default: generated reads.")
  private @Nullable Path trace;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private FiguresFile json;

  @Option(
      names = "--maxmemory",
      paramLabel = "BYTES",
      defaultValue = "64mb",
      description = "Of each Redis, in its own notation. Default: ${DEFAULT-VALUE}.")
  private String maxmemory = "64mb";

  @Option(
      names = "--reads",
      paramLabel = "N",
      defaultValue = "300000",
      description = "Of each cache, at most those of the trace. Default: ${DEFAULT-VALUE}.")
  private int reads;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "2500",
      description = "Reads a second of each cache. Default: ${DEFAULT-VALUE}.")
  private int rate;

  @Override
  public Integer call()
      throws IOException, StackException, InterruptedException, ExecutionException {
    Positive.check(command, "--reads", reads);
    Positive.check(command, "--rate", rate);
    Requests requests = trace == null ? Requests.generated(reads, SEED) : Requests.of(trace, reads);
    PrintWriter progress = command.commandLine().getErr();
    StackConfig bounded = StackConfig.DEFAULT.withMaxmemory(maxmemory);
    try (EmbeddedRedis redis = EmbeddedRedis.builder().maxMemory(maxmemory, "allkeys-lfu").start();
        LocalStack stack = LocalStack.start(bounded, new StackProgress(progress));
        EvictionTrial trial = new EvictionTrial(redis.url(), stack, requests, progress)) {
      show(requests.keys().length, trial.run(rate));
    }
    return ExitCode.OK;
  }

  private void show(int all, EvictionTrial.Outcome outcome) {
    EvictionTrial.Side lfu = outcome.aside();
    EvictionTrial.Side forewarm = outcome.forewarm();
    TextTable table = new TextTable("reads " + outcome.counted(), "allkeys-lfu", "Forewarm");
    add(table, "hit ratio, %", 100 * lfu.hitRatio(), 100 * forewarm.hitRatio());
    add(table, "loads", lfu.loads(), forewarm.loads());
    add(table, "load time, %", 100 * lfu.loadTimeShare(), 100 * forewarm.loadTimeShare());
    add(table, "memory at most, %", 100 * lfu.memory(), 100 * forewarm.memory());
    add(table, "evicted by Redis itself", lfu.evictedByRedis(), forewarm.evictedByRedis());
    PrintWriter out = command.commandLine().getOut();
    out.println();
    table.print(out);
    json.write(
        new EvictionFigures(
            all,
            outcome.counted(),
            maxmemory,
            lfu.hitRatio(),
            forewarm.hitRatio(),
            lfu.loads(),
            forewarm.loads(),
            lfu.loadTimeShare(),
            forewarm.loadTimeShare(),
            lfu.memory(),
            forewarm.memory(),
            forewarm.evictedByRedis()));
  }

  private static void add(TextTable table, String what, double lfu, double forewarm) {
    table.add(
        what,
        String.format(Locale.ROOT, "%,.2f", lfu),
        String.format(Locale.ROOT, "%,.2f", forewarm));
  }

  private static void add(TextTable table, String what, long lfu, long forewarm) {
    table.add(
        what, String.format(Locale.ROOT, "%,d", lfu), String.format(Locale.ROOT, "%,d", forewarm));
  }
}
