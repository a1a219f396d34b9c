package io.forewarm.benchmarks;

import io.forewarm.benchmarks.reads.Servers;
import io.forewarm.benchmarks.stampede.Stampede;
import io.forewarm.benchmarks.stampede.StampedeFigures;
import io.forewarm.embedded.EmbeddedRedis;
import io.forewarm.local.terminal.FiguresFile;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The client's reads and its behaviour when a key expires. */
@Command(
    name = "client",
    header = "compare the client with Caffeine, Redisson, Lettuce and JetCache",
    description = {
      "Starts a Redis, and measures near hits (256 keys, 1 KiB, one thread) and Redis hits (1 KiB,"
          + " one thread and 64) by JMH: in every round each contender once, in a process of its"
          + " own. Then one key after another expires under 4 processes of 16 threads, while a"
          + " load takes 200 ms: first with no stale value allowed, then with one.",
      "",
      "A ratio is the median over the rounds of the ratio within a round. A near hit allocates 0"
          + " bytes if the process allocated less than half a byte for each. Progress goes to"
          + " stderr, the table to stdout. Takes about 3 minutes.",
    },
    footer = {
      "  forewarm bench client",
      "  forewarm bench client --json client.json",
      "  forewarm bench client --rounds 10 --expiries 100",
    })
final class ClientCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private FiguresFile json;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often each contender is measured. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--expiries",
      paramLabel = "N",
      defaultValue = "15",
      description =
          "How many keys expire without a stale value, and how many with one. Default:"
              + " ${DEFAULT-VALUE}.")
  private int expiries;

  @Override
  public Integer call() {
    Positive.check(command, "--rounds", rounds);
    Positive.check(command, "--expiries", expiries);
    PrintWriter progress = command.commandLine().getErr();
    try (EmbeddedRedis redis = EmbeddedRedis.start()) {
      Measurements reads = reads(redis, progress);
      try (Stampede stampede = new Stampede(redis.url(), progress)) {
        StampedeFigures withoutStale = stampede.withoutStale(expiries);
        StampedeFigures withStale = stampede.withStale(expiries);
        show(ClientFigures.of(reads, withoutStale, withStale));
      }
    }
    return ExitCode.OK;
  }

  private Measurements reads(EmbeddedRedis redis, PrintWriter progress) {
    Fork fork = new Fork(List.of("-D" + Servers.REDIS + "=" + redis.url()));
    return new Rounds(rounds, fork::measure, progress)
        .of(Stream.of(Contender.NEAR, Contender.REDIS).flatMap(List::stream).toList());
  }

  private void show(ClientFigures figures) {
    PrintWriter out = command.commandLine().getOut();
    out.println();
    ClientTable.print(figures, out);
    json.write(figures);
  }
}
