package io.forewarm.local.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.forewarm.client.testing.MemoryStore;
import io.forewarm.embedded.Embedded;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import io.forewarm.schemas.WriteEvent;
import io.forewarm.schemas.WriteOperation;
import io.forewarm.streams.invalidation.InvalidationConfig;
import io.forewarm.streams.invalidation.InvalidationWorker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Node program of the documents publishes write events that Forewarm understands. */
@Tag("integration")
class NodeExampleTest {
  private static final Path EXAMPLE = Document.ROOT.resolve("docs/examples/node");
  private static final String SCHEMA = "schemas/src/main/avro/io/forewarm/schemas/WriteEvent.avsc";
  private static final List<String> KEYS =
      List.of("posts:post:7", "posts:{user:42}:page:1", "grüße:ß", "{users}:1");

  @TempDir private Path folder;

  @Test
  void whatItPublishesIsAWriteEventInItsPartition() throws Exception {
    assumeTrue(succeeds(folder, 20, "node", "--version"), "node is not installed");
    for (String file : List.of("package.json", "publish-write.js")) {
      Files.copy(EXAMPLE.resolve(file), folder.resolve(file));
    }
    assumeTrue(
        installed(), "node's modules kafkajs and avsc are not installed and npm cannot fetch them");
    Topics topics = Embedded.topics(Embedded.uniquePrefix("node"), 7);

    List<String> command = new ArrayList<>(List.of("node", "publish-write.js"));
    command.addAll(KEYS);
    assertThat(
            succeeds(
                folder,
                60,
                Map.of(
                    "BROKERS", Embedded.kafka().bootstrapServers(),
                    "TOPIC", topics.writes.name(),
                    "SCHEMA", Document.ROOT.resolve(SCHEMA).toString()),
                command.toArray(String[]::new)))
        .as(Files.readString(folder.resolve("output")))
        .isTrue();

    assertThat(published(topics))
        .hasSize(KEYS.size())
        .allSatisfy(
            record -> {
              assertThat(record.partition()).isEqualTo(CacheKey.partition(record.key(), 7));
              assertThat(record.value().getKeys()).containsExactly(record.key());
              assertThat(record.value().getOperation()).isEqualTo(WriteOperation.WRITE);
              assertThat(record.value().getSource()).isEqualTo("node-example");
            })
        .extracting(ConsumerRecord::key)
        .containsExactlyInAnyOrderElementsOf(KEYS);
    assertThatTheWorkerMakesThemVoid(topics);
  }

  private static void assertThatTheWorkerMakesThemVoid(Topics topics) {
    MemoryStore redis = new MemoryStore();
    InvalidationWorker.Surroundings around =
        new InvalidationWorker.Surroundings(
            Map.of("bootstrap.servers", Embedded.kafka().bootstrapServers()),
            topics,
            redis,
            new SimpleMeterRegistry(),
            "node-example");
    try (InvalidationWorker worker = InvalidationWorker.start(InvalidationConfig.DEFAULT, around)) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(KEYS)
                      .as("made void by the worker, %s", worker.state())
                      .allMatch(key -> redis.stored(key) != null));
    }
  }

  /** Modules that are there already are taken as they are. */
  private boolean installed() throws IOException, InterruptedException {
    Path modules = EXAMPLE.resolve("node_modules");
    if (Files.isDirectory(modules)) {
      Files.createSymbolicLink(folder.resolve("node_modules"), modules);
      return true;
    }
    return succeeds(folder, 120, "npm", "install", "--no-package-lock", "--no-audit", "--no-fund");
  }

  private static boolean succeeds(Path folder, int seconds, String... command)
      throws InterruptedException {
    return succeeds(folder, seconds, Map.of(), command);
  }

  private static boolean succeeds(
      Path folder, int seconds, Map<String, String> environment, String... command)
      throws InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile());
    builder.environment().putAll(environment);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return false;
    }
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return false;
    }
    return process.exitValue() == 0;
  }

  private static List<ConsumerRecord<String, WriteEvent>> published(Topics topics) {
    Map<String, Object> kafka = Map.of("bootstrap.servers", Embedded.kafka().bootstrapServers());
    List<ConsumerRecord<String, WriteEvent>> records = new ArrayList<>();
    try (KafkaConsumer<String, WriteEvent> consumer =
        new KafkaConsumer<>(
            kafka,
            new StringDeserializer(),
            new RecordSerdes(kafka).deserializer(WriteEvent.class))) {
      List<TopicPartition> all =
          IntStream.range(0, topics.partitions())
              .mapToObj(number -> new TopicPartition(topics.writes.name(), number))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                return records.size() >= KEYS.size();
              });
    }
    return records;
  }
}
