package io.forewarm.benchmarks;

import io.forewarm.benchmarks.reads.Servers;
import io.forewarm.embedded.EmbeddedKafka;
import io.forewarm.embedded.EmbeddedRedis;
import io.forewarm.local.terminal.TextTable;
import io.forewarm.schemas.TopicCreation;
import java.io.PrintWriter;
import java.time.Duration;
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
    header = "what it costs to report reads to a broker",
    description = {
      "Starts a Redis and a broker, and measures near hits by JMH in alternating rounds, with"
          + " reports and without. The ratio is the throughput with reports by that without; it"
          + " should be at least 0.95.",
      "",
      "Then 50 simulated clients count 50,000 reads a second together, of 100,000 keys by Zipf's"
          + " law, and report them with the default settings. There should be at most 0.02 records"
          + " for each read, and none dropped.",
    },
    footer = "  forewarm bench reporting --rounds 5 --seconds 20")
final class ReportingCommand implements Callable<Integer> {
  private static final int CLIENTS = 50;
  private static final int READS_PER_SECOND = 50_000;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often each is measured. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "20",
      description = "How long the simulated clients report. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Override
  public Integer call() {
    Positive.check(command, "--rounds", rounds);
    Positive.check(command, "--seconds", seconds);
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
      print(
          new SimulatedClients(kafka.bootstrapServers(), CLIENTS)
              .read(READS_PER_SECOND, Duration.ofSeconds(seconds)));
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

  private void print(SimulatedClients.Reported found) {
    PrintWriter out = command.commandLine().getOut();
    out.println();
    TextTable table = new TextTable("clients", "reads", "records", "records a read", "dropped");
    table.add(
        String.valueOf(CLIENTS),
        String.format(Locale.ROOT, "%,d", found.reads()),
        String.format(Locale.ROOT, "%,d", found.records()),
        String.format(Locale.ROOT, "%.4f", found.recordsPerRead()),
        String.format(Locale.ROOT, "%,d", found.dropped()));
    table.print(out);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
