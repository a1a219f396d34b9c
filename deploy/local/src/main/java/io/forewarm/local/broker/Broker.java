package io.forewarm.local.broker;

import io.forewarm.local.terminal.CommandFailure;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.topics.RawClients;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The broker that a command talks to.
 *
 * @param client properties of Kafka clients
 * @param topics names of the topics there; their partitions are those that are wanted, the broker's
 *     may differ
 */
public record Broker(Map<String, Object> client, Topics topics) {
  /** How long a command waits for an answer, unless the properties say otherwise. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final String BOOTSTRAP = "bootstrap.servers";
  private static final String CLIENT_ID = "client.id";

  /** Adds what is not set: a person waits, not a service. */
  public Broker {
    Map<String, Object> filled = new LinkedHashMap<>(client);
    filled.putIfAbsent("default.api.timeout.ms", Math.toIntExact(PATIENCE.toMillis()));
    filled.putIfAbsent("request.timeout.ms", Math.toIntExact(PATIENCE.toMillis() / 2));
    filled.putIfAbsent(CLIENT_ID, "forewarm-command-line");
    client = Map.copyOf(filled);
  }

  /** The addresses, {@code host:port,...}. */
  public String bootstrapServers() {
    return String.valueOf(client.get(BOOTSTRAP));
  }

  /** Returns the readers and writers of record values that the properties name. */
  public RecordSerdes serdes() {
    return new RecordSerdes(client);
  }

  /** Asks the broker through an administrator's connection, which is closed then. */
  public <T> T ask(Function<Admin, T> question) {
    try (Admin admin = Admin.create(client)) {
      return question.apply(admin);
    } catch (KafkaException e) {
      throw failure(e);
    }
  }

  /** Asks something that brings its own connection. */
  public <T> T answering(Supplier<T> question) {
    try {
      return question.get();
    } catch (KafkaException e) {
      throw failure(e);
    }
  }

  /** Has something done that brings its own connection. */
  public void answering(Runnable work) {
    answering(
        () -> {
          work.run();
          return this;
        });
  }

  /** Waits for an answer; what the broker refuses is thrown as Kafka's own exception. */
  public static <T> T answer(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  /** Opens a reader of raw records without a group, from the beginning unless told otherwise. */
  public Consumer<byte[], byte[]> consumer() {
    Map<String, Object> config = new LinkedHashMap<>(client);
    config.put("fetch.max.wait.ms", 100);
    return RawClients.consumer(config, String.valueOf(client.get(CLIENT_ID)));
  }

  /** Says in people's words why the broker did not do what it was asked. */
  public CommandFailure failure(KafkaException error) {
    if (error instanceof TimeoutException) {
      return new CommandFailure(
          "the broker at " + bootstrapServers() + " does not answer: " + error.getMessage(), error);
    }
    return new CommandFailure(
        "the broker at " + bootstrapServers() + " refuses: " + error.getMessage(), error);
  }
}
