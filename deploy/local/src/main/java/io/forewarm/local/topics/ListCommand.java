package io.forewarm.local.topics;

import io.forewarm.local.broker.Broker;
import io.forewarm.local.broker.BrokerOptions;
import io.forewarm.local.terminal.TextTable;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
  @Mixin
  @SuppressWarnings("NullAway.Init")
  private BrokerOptions options;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private RowPrinter rows;

  @Override
  public void run() {
    Broker broker = options.broker();
    List<TopicLine> lines = broker.ask(admin -> TopicLine.of(new TopicFacts(admin), broker));
    rows.print(
        lines,
        TopicLine::toJson,
        new TextTable("TOPIC", "KEY", "PARTITIONS", "KEPT", "RECORDS", "STATE"),
        line ->
            new Object[] {
              line.topic(), line.key(), line.partitions(), line.kept(), line.records(), line.state()
            });
  }
}
