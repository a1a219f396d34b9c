package io.forewarm.client.control;

import io.forewarm.client.events.BrokerClock;
import io.forewarm.client.events.Outage;
import io.forewarm.schemas.CommandOutcome;
import io.forewarm.schemas.MaintenanceCommand;
import io.forewarm.schemas.RecordSerdes;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works for the pipeline's commands with the loaders of this client, together with the other
 * processes of its service. Each command is executed at least once, or found void.
 */
public final class CommandWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CommandWorker.class);
  private static final Duration CLOSE = Duration.ofMillis(900);

  private final CommandConfig config;
  private final BrokerClock clock;
  private final CommandRunner runner;
  private final Deserializer<MaintenanceCommand> reader;
  private final Counter skipped;
  private final FollowerThread thread;

  /**
   * Prepares; {@link #start} connects.
   *
   * @param clock tells which commands are void
   * @param outcomes told what became of each command that the handler owns; must not block
   */
  public CommandWorker(
      CommandConfig config,
      BrokerClock clock,
      CommandHandler handler,
      java.util.function.Consumer<CommandOutcome> outcomes,
      MeterRegistry meters) {
    this.config = config;
    this.clock = clock;
    this.runner = new CommandRunner(config, clock, handler, outcomes, meters);
    this.reader = new RecordSerdes(config.kafka()).deserializer(MaintenanceCommand.class);
    this.thread =
        new FollowerThread(
            "forewarm-commands",
            () ->
                new KafkaConsumer<>(
                    ConsumerSettings.commands(config),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer()),
            new Outage(LOG, "Following the pipeline's commands"));
    this.skipped =
        Counter.builder("forewarm.client.commands.skipped")
            .description("Records of the topic of commands that could not be read")
            .register(meters);
  }

  /** Begins to work; nothing more happens if it has begun already or is closed. */
  public void start() {
    var unused = thread.start(new Working());
  }

  /**
   * Commits what is done and leaves the group, within a second. What is still being executed is
   * executed again by another process of the service.
   */
  @Override
  public void close() {
    thread.close(CLOSE);
  }

  /** Joins the group with each consumer. */
  private final class Working implements FollowerThread.Following {
    @Override
    public Optional<String> obstacle(Consumer<byte[], byte[]> opened) {
      return TopicCheck.obstacle(opened, List.of(config.topics().commands));
    }

    @Override
    public FollowerThread.Session begin(Consumer<byte[], byte[]> opened) {
      CommandLoop loop = new CommandLoop(opened, reader, runner, clock, System::nanoTime, skipped);
      loop.subscribe(config.topics().commands.name());
      return loop;
    }
  }
}
