package io.forewarm.benchmarks;

import io.forewarm.benchmarks.reads.Servers;
import io.forewarm.embedded.EmbeddedRedisCluster;
import io.forewarm.local.terminal.TextTable;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Redis hits on a cluster. */
@Command(
    name = "cluster",
    header = "Redis hits of 64 threads on a cluster of three masters",
    description = {
      "Starts a Redis Cluster of three masters and three replicas, and measures hits of 1 KiB by"
          + " JMH in alternating rounds: Forewarm's and those of Redisson's RBucket, which also"
          + " reads from replicas. The ratio should be at least 2.",
    },
    footer = "  forewarm bench cluster --rounds 5")
final class ClusterCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often each is measured. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Override
  public Integer call() {
    Positive.check(command, "--rounds", rounds);
    try (EmbeddedRedisCluster cluster = EmbeddedRedisCluster.start()) {
      String urls = String.join(",", cluster.urls());
      Fork fork = new Fork(List.of("-D" + Servers.REDIS + "=" + urls));
      Measurements found =
          new Rounds(rounds, fork::measure, command.commandLine().getErr())
              .of(List.of(Contender.FOREWARM_CROWD, Contender.BUCKET_CROWD));
      print(found);
    }
    return ExitCode.OK;
  }

  private void print(Measurements found) {
    TextTable table = new TextTable("64 threads, three masters", "ops/s", "ratio");
    table.add(
        Contender.FOREWARM_CROWD.name(),
        String.format(Locale.ROOT, "%,.0f", found.median(Contender.FOREWARM_CROWD)),
        String.format(
            Locale.ROOT, "%.2f", found.ratio(Contender.FOREWARM_CROWD, Contender.BUCKET_CROWD)));
    table.add(
        Contender.BUCKET_CROWD.name(),
        String.format(Locale.ROOT, "%,.0f", found.median(Contender.BUCKET_CROWD)),
        "1.00");
    table.print(command.commandLine().getOut());
  }
}
