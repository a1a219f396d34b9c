package io.forewarm.client.control;

import io.forewarm.client.events.BrokerClock;
import io.forewarm.client.events.Outage;
import io.forewarm.schemas.CommandOutcome;
import io.forewarm.schemas.MaintenanceCommand;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works for the pipeline's commands with the loaders of this client, together with the other
 * processes of its service. Each command is executed at least once, or found void.
 */
public final class CommandWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CommandWorker.class);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final Duration LEAVE = Duration.ofMillis(400);
  private static final Duration CLOSE = Duration.ofMillis(900);

  private final CommandConfig config;
  private final BrokerClock clock;
  private final CommandRunner runner;
  private final Deserializer<MaintenanceCommand> reader;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Counter skipped;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Outage outage = new Outage(LOG, "Following the pipeline's commands");

  private volatile @Nullable Consumer<byte[], byte[]> consumer;
  private @Nullable Thread thread;

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
    this.consumers =
        () ->
            new KafkaConsumer<>(
                ConsumerSettings.commands(config),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    this.skipped =
        Counter.builder("forewarm.client.commands.skipped")
            .description("Records of the topic of commands that could not be read")
            .register(meters);
  }

  /** Begins to work; nothing more happens if it has begun already or is closed. */
  public synchronized void start() {
    if (thread != null || closing.getCount() == 0) {
      return;
    }
    Thread worker = new Thread(this::work, "forewarm-commands");
    worker.setDaemon(true);
    worker.start();
    thread = worker;
  }

  /** Works until closed, with one consumer after the other. */
  private void work() {
    try {
      do {
        Consumer<byte[], byte[]> opened = null;
        try {
          opened = consumers.get();
          consumer = opened;
          work(opened);
        } catch (WakeupException e) {
          LOG.debug("Woken to close");
        } catch (RuntimeException e) {
          outage.failed(e);
        } finally {
          consumer = null;
          leave(opened);
        }
      } while (!closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      LOG.debug("Interrupted: the worker ends");
    }
  }

  private void work(Consumer<byte[], byte[]> opened) throws InterruptedException {
    List<Topic<MaintenanceCommand>> topics = List.of(config.topics().commands);
    Optional<String> obstacle = TopicCheck.obstacle(opened, topics);
    while (obstacle.isPresent()) {
      outage.failed(obstacle.get());
      if (closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      obstacle = TopicCheck.obstacle(opened, topics);
    }
    CommandLoop loop = new CommandLoop(opened, reader, runner, clock, System::nanoTime, skipped);
    loop.subscribe(config.topics().commands.name());
    outage.worked();
    try {
      while (closing.getCount() > 0) {
        loop.turn();
      }
    } finally {
      loop.finish();
    }
  }

  private static void leave(@Nullable Consumer<byte[], byte[]> opened) {
    if (opened != null) {
      opened.close(CloseOptions.timeout(LEAVE));
    }
  }

  /**
   * Commits what is done and leaves the group, within a second. What is still being executed is
   * executed again by another process of the service.
   */
  @Override
  public synchronized void close() {
    closing.countDown();
    Consumer<byte[], byte[]> opened = consumer;
    if (opened != null) {
      opened.wakeup();
    }
    Thread worker = thread;
    if (worker != null) {
      try {
        worker.join(CLOSE.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
