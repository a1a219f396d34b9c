package io.forewarm.local.topics;

import io.forewarm.local.broker.Broker;
import io.forewarm.local.broker.BrokerOptions;
import io.forewarm.local.terminal.TextTable;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the topics as they should be and as they are. */
@Command(
    name = "list",
    header = "list the topics",
    description = {
      "Prints one line a topic, in the order of the data:",
      "",
      "  TOPIC       its full name",
      "  KEY         what the record key is",
      "  PARTITIONS  how many it has; how many it should have if it is missing",
      "  KEPT        its retention as it should be; 'compacted' keeps the last record of each key",
      "  RECORDS     end less begin of its offsets, about: compaction and transactions leave gaps",
      "  STATE       'ok', 'missing', or the partitions that it should have",
    },
    footer = {"  forewarm topics list", "  forewarm topics list --json | jq -r .topic"})
final class ListCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private BrokerOptions options;

  @Option(names = "--json", description = "Prints one JSON object a line.")
  private boolean json;

  @Override
  public void run() {
    Broker broker = options.broker();
    List<TopicLine> lines = broker.ask(admin -> TopicLine.of(new TopicFacts(admin), broker));
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      lines.forEach(line -> out.println(line.toJson()));
      out.flush();
      return;
    }
    TextTable table = new TextTable("TOPIC", "KEY", "PARTITIONS", "KEPT", "RECORDS", "STATE");
    lines.forEach(
        line ->
            table.add(
                line.topic(),
                line.key(),
                line.partitions(),
                line.kept(),
                line.records(),
                line.state()));
    table.print(out);
  }
}
