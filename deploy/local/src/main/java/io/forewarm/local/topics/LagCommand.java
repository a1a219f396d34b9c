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

/** Shows how far every consumer group is behind. */
@Command(
    name = "lag",
    header = "show how far every consumer group is behind",
    description = {
      "Prints one line for every consumer group and partition of our topics where the group has"
          + " committed a position: GROUP, TOPIC, PARTITION, POSITION, END, LAG.",
      "",
      "LAG is END less POSITION, in records. Ticks count: with one every 100 ms in each partition of"
          + " writes, a lag below about ten there is a second. Readers without a group, such as the"
          + " clients' control logs, do not appear.",
    },
    footer = {
      "  forewarm topics lag",
      "  forewarm topics lag --json | jq -s 'map(.lag) | add'",
    })
final class LagCommand implements Runnable {
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
    List<GroupLag> lags = broker.ask(admin -> new GroupLags(admin).of(broker.topics()));
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      lags.forEach(lag -> out.println(lag.toJson()));
      out.flush();
      return;
    }
    TextTable table = new TextTable("GROUP", "TOPIC", "PARTITION", "POSITION", "END", "LAG");
    lags.forEach(
        lag ->
            table.add(
                lag.group(), lag.topic(), lag.partition(), lag.position(), lag.end(), lag.lag()));
    table.print(out);
  }
}
