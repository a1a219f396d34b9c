package io.forewarm.local.topics;

import io.forewarm.local.broker.Broker;
import io.forewarm.local.broker.BrokerOptions;
import io.forewarm.schemas.TopicCreation;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Creates the topics that are missing. */
@Command(
    name = "create",
    header = "create the topics that are missing",
    description = {
      "Creates each topic with its partitions and retention, and says what it did for each. What"
          + " exists stays as it is: repeating the command changes nothing.",
      "",
      "A topic that exists with another number of partitions is refused, and then none is created:"
          + " a key's reads, writes and commands would no longer meet in one task.",
    },
    footer = {
      "  forewarm topics create",
      "  forewarm topics create --bootstrap-server broker:9092 --partitions 12 --replication 3",
    })
final class CreateCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private BrokerOptions options;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description =
          "Partitions of every topic about cache keys. Default: as the running stack, else 4.")
  private @Nullable Integer partitions;

  @Option(
      names = "--replication",
      paramLabel = "N",
      defaultValue = "-1",
      description =
          "Copies of each new topic, up to the number of brokers. Default: as the broker is set"
              + " (default.replication.factor).")
  private short replication;

  @Override
  public void run() {
    if (replication != -1 && replication < 1) {
      throw new ParameterException(
          command.commandLine(), "--replication must be 1 or more: " + replication);
    }
    Broker broker = options.broker(partitions);
    List<String> created =
        broker.ask(admin -> TopicCreation.create(admin, broker.topics(), replication));
    PrintWriter out = command.commandLine().getOut();
    broker
        .topics()
        .all()
        .forEach(
            topic ->
                out.println(
                    (created.contains(topic.name()) ? "created  " : "exists   ") + topic.name()));
    out.flush();
  }
}
