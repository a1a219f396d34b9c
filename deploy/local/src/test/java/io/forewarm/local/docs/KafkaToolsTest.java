package io.forewarm.local.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.embedded.Embedded;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The commands of Kafka's own tools in {@code docs/topics.md} print what they are named for. */
@Tag("integration")
class KafkaToolsTest {
  private static final Map<String, String> CLASSES =
      Map.of(
          "kafka-console-consumer.sh", "org.apache.kafka.tools.consumer.ConsoleConsumer",
          "kafka-consumer-groups.sh", "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand",
          "kafka-get-offsets.sh", "org.apache.kafka.tools.GetOffsetShell");
  private static final long PATIENCE_SECONDS = 60;

  private final RecordSerdes serdes = new RecordSerdes(Map.of());
  private final String bootstrap = Embedded.kafka().bootstrapServers();
  private final Topics topics = Embedded.topics(Embedded.uniquePrefix("kafka-tools"), 1);

  @BeforeEach
  void fill() throws Exception {
    Map<String, Object> client = Map.of("bootstrap.servers", bootstrap);
    HotKey hot =
        HotKey.newBuilder()
            .setKey("posts:post:7")
            .setRatePerSecond(1234)
            .setShare(0.5)
            .setRank(1)
            .setReads(12_340)
            .setWindowMs(10_000)
            .setSince(1)
            .setUntil(2)
            .build();
    byte[] value = serdes.<HotKey>serializer().serialize(topics.hotKeys.name(), hot);
    try (Producer<byte[], byte[]> producer =
            new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
        Admin admin = Admin.create(client)) {
      byte[] key = "posts:post:7".getBytes(UTF_8);
      producer.send(new ProducerRecord<>(topics.hotKeys.name(), key, value)).get();
      ProducerRecord<byte[], byte[]> dead =
          new ProducerRecord<>(topics.deadLetters.name(), key, new byte[] {1});
      dead.headers().add("forewarm.cause", "unknown schema".getBytes(UTF_8));
      producer.send(dead).get();
      for (int i = 0; i < 3; i++) {
        producer.send(new ProducerRecord<>(topics.writes.name(), key, new byte[] {1})).get();
      }
      admin
          .alterConsumerGroupOffsets(
              topics.prefix() + "invalidation",
              Map.of(new TopicPartition(topics.writes.name(), 0), new OffsetAndMetadata(1)))
          .all()
          .get();
    }
  }

  @Test
  void printWhatTheDocumentSays() throws Exception {
    List<String> lines =
        Document.of("docs/topics.md").commands().stream()
            .filter(line -> line.matches("kafka-[a-z-]+\\.sh .*"))
            .toList();

    assertThat(lines).hasSize(4);
    assertThat(run(lines.get(0)))
        .contains("LogAppendTime:", "posts:post:7", "\"ratePerSecond\": 1234.0")
        .contains("Processed a total of 1 messages");
    assertThat(run(lines.get(1))).contains("forewarm.cause:unknown schema", "posts:post:7");
    assertThat(run(lines.get(2))).containsPattern(topics.writes.name() + "\\s+0\\s+1\\s+3\\s+2");
    assertThat(run(lines.get(3))).contains(topics.writes.name() + ":0:3");
  }

  /** Runs a line in a process of its own: the tools end theirs. */
  private String run(String line) throws IOException, InterruptedException {
    List<String> words =
        List.of(
            line.replace("broker:9092", bootstrap)
                .replaceAll("(?<![\\w.])forewarm\\.", topics.prefix())
                .split("\\s+"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(CLASSES.get(words.get(0)));
    command.addAll(words.subList(1, words.size()));
    Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      tool.getOutputStream().close();
      String output = new String(tool.getInputStream().readAllBytes(), UTF_8);
      assertThat(tool.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(output).isTrue();
      return output;
    } finally {
      tool.destroyForcibly();
    }
  }
}
