package io.forewarm.benchmarks;

import io.forewarm.benchmarks.reads.Servers;
import io.forewarm.embedded.EmbeddedKafka;
import io.forewarm.embedded.EmbeddedRedis;
import io.forewarm.local.terminal.TextTable;
import io.forewarm.schemas.TopicCreation;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What it costs near hits that they are reported. */
@Command(
    name = "reporting",
    header = "near hits with and without reports to a broker",
    description = {
      "Starts a Redis and a broker, and measures near hits by JMH in alternating rounds. The ratio"
          + " is the throughput with reports by that without; it should be at least 0.95.",
    },
    footer = "  forewarm bench reporting --rounds 5")
final class ReportingCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often each is measured. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Override
  public Integer call() {
    Positive.check(command, "--rounds", rounds);
    try (EmbeddedRedis redis = EmbeddedRedis.start();
        EmbeddedKafka kafka = EmbeddedKafka.start()) {
      createTopics(kafka.bootstrapServers());
      Contender silent = Contender.FOREWARM_NEAR;
      Contender reporting = silent.with("with reports", Servers.KAFKA, kafka.bootstrapServers());
      Fork fork = new Fork(List.of("-D" + Servers.REDIS + "=" + redis.url()));
      Measurements found =
          new Rounds(rounds, fork::measure, command.commandLine().getErr())
              .of(List.of(silent, reporting));
      print(found, silent, reporting);
    }
    return ExitCode.OK;
  }

  private static void createTopics(String bootstrap) {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
      TopicCreation.create(admin, Servers.TOPICS, (short) 1);
    }
  }

  private void print(Measurements found, Contender silent, Contender reporting) {
    TextTable table = new TextTable("near hits", "ns", "throughput");
    table.add("without reports", number(found.median(silent)), "1.00");
    table.add(
        "with reports", number(found.median(reporting)), number(found.ratio(silent, reporting)));
    PrintWriter out = command.commandLine().getOut();
    table.print(out);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
