package io.forewarm.local.inspect;

import io.forewarm.client.redis.RedissonStore;
import io.forewarm.local.broker.Broker;
import io.forewarm.local.broker.BrokerOptions;
import io.forewarm.local.redis.RedisOptions;
import io.forewarm.local.terminal.CommandFailure;
import io.forewarm.local.terminal.DurationText;
import io.forewarm.local.terminal.JsonFile;
import io.forewarm.local.terminal.TextTable;
import io.forewarm.streams.inspect.Inspection;
import io.forewarm.streams.inspect.KeyInspector;
import io.forewarm.streams.inspect.KeyInspector.Question;
import io.forewarm.streams.inspect.TimeText;
import io.forewarm.streams.inspect.TimelineEvent;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongConsumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what happened to one key, and why its value is as it is. */
@Command(
    name = "inspect",
    header = "tell what happened to a key, and why its value is as it is",
    description = {
      "Reads what the topics have about one key (reads, writes, invalidations, heat, commands and"
          + " their outcomes, predictions, invalidated tags) and what Redis holds for it (header,"
          + " lease, replicas), prints one line for each, oldest first, and ends with a sentence:"
          + " why the value is as it is.",
      "",
      "Times are the brokers', in UTC; WHERE is partition/offset. Only the key's own partition is"
          + " read. It changes nothing, and belongs to no consumer group.",
      "",
      "The app answers the same over HTTP: GET /api/inspect?key=KEY&since=10m",
    },
    footer = {
      "  forewarm inspect posts:post:7",
      "  forewarm inspect 'feeds:{user:42}:feed:page:1' --since 2h --visits",
      "  forewarm inspect posts:post:7 --json timeline.json",
    })
public final class InspectCommand implements Runnable {
  private static final long MANY_RECORDS = 20_000;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Parameters(
      paramLabel = "KEY",
      description = "The cache key: region, colon, key, as 'topics tail writes' shows it.")
  private String key = "";

  @Option(
      names = "--since",
      paramLabel = "TIME",
      defaultValue = "10m",
      converter = DurationText.class,
      description = "How far back. Default: ${DEFAULT-VALUE}.")
  private Duration since = Duration.ofMinutes(10);

  @Option(
      names = "--visits",
      description = "Also which users read it: reads all partitions of the topic visits.")
  private boolean visits;

  @Option(
      names = "--all-partitions",
      description = "Reads all of the topic writes: an event with several keys lies by the first.")
  private boolean allPartitions;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private BrokerOptions brokers;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private RedisOptions redis;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes timeline, value and sentence there, as one JSON object.")
  private @Nullable Path json;

  @Override
  public void run() {
    Question question = question();
    Broker broker = brokers.broker();
    try (RedissonStore store = redis.store()) {
      KeyInspector inspector = new KeyInspector(broker.client(), broker.topics(), store);
      Inspection inspection = inspector.inspect(question, progress());
      print(inspection, command.commandLine().getOut());
      JsonFile.write(json, inspection);
    } catch (KafkaException e) {
      throw broker.failure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted", e);
    }
  }

  private Question question() {
    try {
      return new Question(key, since, visits, allPartitions);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()));
    }
  }

  /** Says on stderr how much is left, where that takes long. */
  private LongConsumer progress() {
    PrintWriter err = command.commandLine().getErr();
    long[] said = {Long.MAX_VALUE};
    return left -> {
      if (left >= MANY_RECORDS && said[0] - left >= MANY_RECORDS) {
        said[0] = left;
        err.printf("%,d records to read%n", left);
        err.flush();
      }
    };
  }

  private static void print(Inspection inspection, PrintWriter out) {
    TextTable table = new TextTable("TIME", "SOURCE", "WHERE", "WHAT");
    for (TimelineEvent event : inspection.timeline()) {
      String where = event.partition() == null ? "" : event.partition() + "/" + event.offset();
      table.add(TimeText.day(event.at()), event.source(), where, event.text());
    }
    table.print(out);
    out.println();
    out.println(inspection.verdict());
    out.flush();
  }
}
