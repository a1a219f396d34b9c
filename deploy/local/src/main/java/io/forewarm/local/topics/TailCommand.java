package io.forewarm.local.topics;

import io.forewarm.local.broker.Broker;
import io.forewarm.local.broker.BrokerOptions;
import io.forewarm.local.terminal.DurationText;
import io.forewarm.schemas.RecordJson;
import io.forewarm.schemas.Topic;
import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the records of a topic, decoded, as they come. */
@Command(
    name = "tail",
    header = "print the records of a topic, decoded",
    description = {
      "Prints one JSON object a line, in the order of each partition:",
      "",
      "  {\"topic\":...,\"partition\":0,\"offset\":7,\"timestamp\":1700000000000,\"key\":...,\"value\":{...}}",
      "",
      "timestamp is the broker's, in milliseconds since 1970. Bytes are in base64. The value of a"
          + " tombstone is null; one that cannot be decoded is"
          + " {\"undecodable\":CAUSE,\"base64\":BYTES}. Records with headers have \"headers\", too.",
      "",
      "Ticks in writes, and watermarks in invalidations that come without an invalidation, are left"
          + " out unless --heartbeats asks for them: they come all the time.",
      "",
      "Follows the topic until it is stopped, or --max or --timeout end it. It belongs to no"
          + " consumer group, so it disturbs nobody.",
    },
    footer = {
      "  forewarm topics tail hot-keys --from-beginning",
      "  forewarm topics tail writes --from-beginning --timeout 2s | jq .value.keys",
      "  forewarm topics tail dead-letters --from-beginning --timeout 2s | wc -l",
    })
final class TailCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Parameters(paramLabel = "NAME", description = "The topic, with the prefix or without.")
  private String name = "";

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private BrokerOptions options;

  @Option(
      names = "--from-beginning",
      description = "Begins with the oldest record that is kept. Default: with new ones.")
  private boolean fromBeginning;

  @Option(
      names = "--max",
      paramLabel = "N",
      defaultValue = "" + Long.MAX_VALUE,
      description = "Ends after this number of records.")
  private long max;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = DurationText.class,
      description =
          "Ends when there was nothing to print for this time, such as 2s. Default: never.")
  private @Nullable Duration timeout;

  @Option(
      names = "--heartbeats",
      description = "Prints ticks and watermarks, too; they count for --max and --timeout.")
  private boolean heartbeats;

  @Override
  public void run() {
    if (max < 1) {
      throw new ParameterException(command.commandLine(), "--max must be 1 or more: " + max);
    }
    Broker broker = options.broker();
    Topic<?> topic = TopicName.find(broker.topics(), name);
    try (Consumer<byte[], byte[]> consumer = broker.consumer()) {
      Tail tail = new Tail(consumer, new RecordJson(topic, broker.serdes()), heartbeats);
      tail.begin(topic.name(), fromBeginning);
      tail.print(command.commandLine().getOut(), new Tail.Limits(max, timeout));
    } catch (KafkaException e) {
      throw broker.failure(e);
    }
  }
}
