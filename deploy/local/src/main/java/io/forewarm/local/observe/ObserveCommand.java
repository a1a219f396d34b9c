package io.forewarm.local.observe;

import io.forewarm.local.broker.Broker;
import io.forewarm.local.broker.BrokerOptions;
import io.forewarm.local.terminal.DurationText;
import io.forewarm.local.terminal.FiguresFile;
import io.forewarm.streams.console.ObservationBoard.Row;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what observed regions did, and what they would have done had Forewarm acted. */
@Command(
    name = "observe",
    header = "tell what a region would do if Forewarm acted for it",
    description = {
      "For regions whose rule sets a mode: what their caches did, by the reports of the clients, and"
          + " under each group that is observed what it would have done in mode act, by the"
          + " production's policies over the same reports. Where a rule acts for a share of the keys"
          + " or clients, both groups stand side by side.",
      "",
      "WAIT is the mean time that a read waited for the origin, reads that did not wait included."
          + " LOADS are all of the origin, those AHEAD of reads among them. MEMORY is that of the"
          + " values.",
      "",
      "The app answers the same over HTTP, for the last five minutes: GET /api/observations",
    },
    footer = {
      "  forewarm rules put posts --mode observe --soft-ttl 60s",
      "  forewarm observe posts --last 5m",
    })
public final class ObserveCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Parameters(paramLabel = "REGION", arity = "0..1", description = "Default: all.")
  private @Nullable String region;

  @Option(
      names = "--last",
      paramLabel = "TIME",
      defaultValue = "5m",
      converter = DurationText.class,
      description = "How far back, counted from the latest account. Default: ${DEFAULT-VALUE}.")
  private Duration last = Duration.ofMinutes(5);

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private BrokerOptions brokers;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private FiguresFile json;

  @Override
  public void run() {
    Broker broker = brokers.broker();
    try {
      List<Row> rows =
          Observations.of(broker, last).stream()
              .filter(row -> region == null || region.equals(row.region()))
              .toList();
      PrintWriter out = command.commandLine().getOut();
      new ObservationText(rows).print(out);
      json.write(rows);
    } catch (KafkaException e) {
      throw broker.failure(e);
    }
  }
}
