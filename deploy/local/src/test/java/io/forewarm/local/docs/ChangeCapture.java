package io.forewarm.local.docs;

import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.format.Json;
import io.forewarm.embedded.Embedded;
import java.io.IOException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Debezium as Kafka Connect would run it: what a database logs goes to the shared broker. */
final class ChangeCapture implements AutoCloseable {
  private final KafkaProducer<String, String> producer =
      new KafkaProducer<>(
          Map.of("bootstrap.servers", Embedded.kafka().bootstrapServers()),
          new StringSerializer(),
          new StringSerializer());
  private final CompletableFuture<Void> reading = new CompletableFuture<>();
  private final DebeziumEngine<ChangeEvent<String, String>> engine;
  private final Thread thread;

  private ChangeCapture(Properties settings) {
    engine =
        DebeziumEngine.create(Json.class)
            .using(settings)
            .using(
                new DebeziumEngine.ConnectorCallback() {
                  @Override
                  public void pollingStarted() {
                    reading.complete(null);
                  }
                })
            .using(
                (good, said, failure) ->
                    reading.completeExceptionally(new IllegalStateException(said, failure)))
            .notifying(
                change ->
                    producer.send(
                        new ProducerRecord<>(
                            change.destination(), 0, change.key(), change.value())))
            .build();
    thread = new Thread(engine, "debezium");
  }

  /** Starts a connector with the settings of a document, and returns when it reads. */
  static ChangeCapture start(Properties documented, String user, int port) {
    Properties settings = new Properties();
    documented.forEach(settings::put);
    settings.setProperty("converter.schemas.enable", converterSetting(settings));
    settings.keySet().removeIf(key -> key.toString().matches("(key|value)\\.converter.*"));
    settings.setProperty("name", "documented");
    settings.setProperty("database.hostname", "127.0.0.1");
    settings.setProperty("database.port", Integer.toString(port));
    settings.setProperty("database.user", user);
    settings.setProperty("database.password", user);
    settings.setProperty("database.dbname", user);
    settings.setProperty("poll.interval.ms", "10");
    settings.setProperty(
        "offset.storage", "org.apache.kafka.connect.storage.MemoryOffsetBackingStore");
    ChangeCapture capture = new ChangeCapture(settings);
    capture.thread.setDaemon(true);
    capture.thread.start();
    capture.reading.join();
    return capture;
  }

  private static String converterSetting(Properties documented) {
    return documented.getProperty("value.converter.schemas.enable", "true");
  }

  @Override
  public void close() throws IOException {
    engine.close(); // returns when the engine's thread has ended
    producer.close();
  }
}
