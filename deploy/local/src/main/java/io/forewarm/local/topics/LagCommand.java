package io.forewarm.local.topics;

import io.forewarm.local.broker.Broker;
import io.forewarm.local.broker.BrokerOptions;
import io.forewarm.local.terminal.TextTable;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
  @Mixin
  @SuppressWarnings("NullAway.Init")
  private BrokerOptions options;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private RowPrinter rows;

  @Override
  public void run() {
    Broker broker = options.broker();
    List<GroupLag> lags = broker.ask(admin -> new GroupLags(admin).of(broker.topics()));
    rows.print(
        lags,
        GroupLag::toJson,
        new TextTable("GROUP", "TOPIC", "PARTITION", "POSITION", "END", "LAG"),
        lag ->
            new Object[] {
              lag.group(), lag.topic(), lag.partition(), lag.position(), lag.end(), lag.lag()
            });
  }
}
