package io.forewarm.local.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.forewarm.embedded.Embedded;
import io.forewarm.local.CommandRun;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import io.forewarm.schemas.WriteEvent;
import io.forewarm.schemas.WriteOperation;
import io.forewarm.streams.invalidation.DeadLetter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class TopicsCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String bootstrap = Embedded.kafka().bootstrapServers();
  private final String prefix = Embedded.uniquePrefix("topics-command");

  private CommandRun run(String... args) {
    List<String> all = new ArrayList<>(List.of("topics"));
    all.addAll(Arrays.asList(args));
    all.addAll(List.of("--bootstrap-server", bootstrap, "--prefix", prefix));
    return CommandRun.of(all.toArray(String[]::new));
  }

  private Map<String, Object> client() {
    return Map.of("bootstrap.servers", bootstrap, "acks", "all");
  }

  private void write(Topics topics, int partition, String... ids) throws Exception {
    try (Producer<String, byte[]> producer =
        new KafkaProducer<>(client(), new StringSerializer(), new ByteArraySerializer())) {
      for (String id : ids) {
        WriteEvent event =
            WriteEvent.newBuilder().setId(id).setOperation(WriteOperation.WRITE).build();
        byte[] value =
            new RecordSerdes(Map.of()).serializer().serialize(topics.writes.name(), event);
        producer.send(new ProducerRecord<>(topics.writes.name(), partition, id, value)).get();
      }
    }
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }

  @Test
  void createsOnceAndChangesNothingTheNextTime() {
    CommandRun first = run("create", "--partitions", "3");
    CommandRun second = run("create", "--partitions", "3");

    assertThat(first.exitCode()).isZero();
    assertThat(first.lines())
        .hasSize(14)
        .allMatch(line -> line.startsWith("created  " + prefix))
        .contains("created  " + prefix + "hot-keys");
    assertThat(second.exitCode()).isZero();
    assertThat(second.lines()).hasSize(14).allMatch(line -> line.startsWith("exists   " + prefix));
  }

  @Test
  void refusesTopicsWithOtherPartitions() {
    run("create", "--partitions", "2");

    CommandRun run = run("create", "--partitions", "5");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("forewarm: topic " + prefix)
        .contains("exists with 2 partitions, 5 are configured");
  }

  @Test
  void listsWhatIsMissingAndWhatIsThere() throws Exception {
    assertThat(run("list", "--json").lines())
        .hasSize(14)
        .allMatch(line -> json(line).path("state").asText().equals("missing"));

    Topics topics = Embedded.topics(prefix, 2);
    write(topics, 0, "a", "b");
    write(topics, 1, "c");
    CommandRun table = run("list");

    assertThat(table.exitCode()).isZero();
    assertThat(table.lines().get(0)).matches("TOPIC +KEY +PARTITIONS +KEPT +RECORDS +STATE");
    assertThat(table.lines())
        .anyMatch(line -> line.matches(prefix + "writes +entity +2 +24h +3 +should have 4"))
        .anyMatch(line -> line.matches(prefix + "rules +region or pattern +1 +compacted +0 +ok"));
  }

  @Test
  void tailPrintsDecodedRecordsUpToTheNumberAskedFor() throws Exception {
    write(Embedded.topics(prefix, 1), 0, "a", "b", "c");

    CommandRun run = run("tail", "writes", "--from-beginning", "--max", "2");

    assertThat(run.exitCode()).isZero();
    assertThat(run.lines()).hasSize(2);
    JsonNode second = json(run.lines().get(1));
    assertThat(second.path("topic").asText()).isEqualTo(prefix + "writes");
    assertThat(second.path("offset").asLong()).isEqualTo(1);
    assertThat(second.path("key").asText()).isEqualTo("b");
    assertThat(second.path("value").path("id").asText()).isEqualTo("b");
    assertThat(second.path("timestamp").asLong()).isPositive();
  }

  @Test
  void tailEndsAfterSilenceAndTakesTheFullName() throws Exception {
    write(Embedded.topics(prefix, 2), 1, "a");

    CommandRun run = run("tail", prefix + "writes", "--from-beginning", "--timeout", "3s");

    assertThat(run.exitCode()).isZero();
    assertThat(run.lines()).hasSize(1);
  }

  @Test
  void tailEndsThoughTicksComeAllTheTime() throws Exception {
    Topics topics = Embedded.topics(prefix, 1);
    write(topics, 0, "a");
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(client(), new ByteArraySerializer(), new ByteArraySerializer())) {
      byte[] tick = tick(topics);
      var ticking =
          clock.scheduleAtFixedRate(
              () -> producer.send(new ProducerRecord<>(topics.writes.name(), 0, null, tick)),
              0,
              100,
              TimeUnit.MILLISECONDS);

      CommandRun run = run("tail", "writes", "--from-beginning", "--timeout", "2s");
      CommandRun all = run("tail", "writes", "--heartbeats", "--max", "3");

      assertThat(run.lines()).hasSize(1);
      assertThat(json(run.lines().get(0)).path("key").asText()).isEqualTo("a");
      assertThat(all.out()).contains("TICK");
      assertThat(all.lines()).hasSize(3);
      ticking.cancel(false);
    } finally {
      clock.shutdownNow();
    }
  }

  private static byte[] tick(Topics topics) {
    WriteEvent tick =
        WriteEvent.newBuilder().setId("tick").setOperation(WriteOperation.TICK).build();
    return new RecordSerdes(Map.of())
        .<WriteEvent>serializer()
        .serialize(topics.writes.name(), tick);
  }

  @Test
  void tailBeginsAtTheEndUnlessTold() throws Exception {
    write(Embedded.topics(prefix, 1), 0, "a");

    CommandRun run = run("tail", "writes", "--timeout", "500ms");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEmpty();
  }

  @Test
  void tailOfAnUnknownOrMissingTopicFails() {
    assertThat(run("tail", "wirtes"))
        .satisfies(run -> assertThat(run.exitCode()).isEqualTo(1))
        .satisfies(run -> assertThat(run.err()).contains("no topic is called wirtes", "writes,"));
    assertThat(run("tail", "writes"))
        .satisfies(run -> assertThat(run.exitCode()).isEqualTo(1))
        .satisfies(run -> assertThat(run.err()).contains(prefix + "writes does not exist"));
  }

  @Test
  void lagIsEndLessPositionOfEveryGroup() throws Exception {
    Topics topics = Embedded.topics(prefix, 2);
    write(topics, 1, IntStream.range(0, 5).mapToObj(i -> "w" + i).toArray(String[]::new));
    try (Admin admin = Admin.create(client())) {
      admin
          .alterConsumerGroupOffsets(
              prefix + "group",
              Map.of(
                  new TopicPartition(topics.writes.name(), 0), new OffsetAndMetadata(0),
                  new TopicPartition(topics.writes.name(), 1), new OffsetAndMetadata(2)))
          .all()
          .get();
    }

    CommandRun table = run("lag");
    CommandRun lines = run("lag", "--json");

    assertThat(table.exitCode()).isZero();
    assertThat(table.lines().get(0)).matches("GROUP +TOPIC +PARTITION +POSITION +END +LAG");
    assertThat(table.lines().subList(1, table.lines().size()))
        .satisfiesExactly(
            line -> assertThat(line).matches(prefix + "group +" + prefix + "writes +0 +0 +0 +0"),
            line -> assertThat(line).matches(prefix + "group +" + prefix + "writes +1 +2 +5 +3"));
    assertThat(lines.lines().stream().mapToLong(line -> json(line).path("lag").asLong()).sum())
        .isEqualTo(3);
  }

  @Test
  void deadLettersAreListedAndSentBack() throws Exception {
    Topics topics = Embedded.topics(prefix, 1);
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(client(), new ByteArraySerializer(), new ByteArraySerializer())) {
      ConsumerRecord<byte[], byte[]> record =
          new ConsumerRecord<>(topics.writes.name(), 0, 5, "posts:1".getBytes(UTF_8), tick(topics));
      producer.send(DeadLetter.of(topics, record, "its region is unknown")).get();
      ConsumerRecord<byte[], byte[]> foreign =
          new ConsumerRecord<>("shop.posts", 0, 6, null, new byte[] {1});
      producer.send(DeadLetter.of(topics, foreign, "no such column")).get();
    }

    CommandRun list = run("dead-letters");
    assertThat(list.exitCode()).isZero();
    assertThat(list.lines().get(0)).matches("LETTER +DIED +FROM +KEY +AGAIN +CAUSE");
    assertThat(list.lines().get(2))
        .startsWith("0/0 ")
        .contains(topics.writes.name() + " 0/5", "posts:1", "its region is unknown");
    JsonNode newest = json(run("dead-letters", "--json", "--max", "1").lines().get(0));
    assertThat(newest.path("cause").asText()).isEqualTo("no such column");

    CommandRun sent = run("redrive", "0/0", "0/1");
    assertThat(sent.exitCode()).isEqualTo(1);
    assertThat(sent.lines()).containsExactly("sent 0/0 to " + topics.writes.name());
    assertThat(sent.err()).contains("not sent: 0/1: topic shop.posts is none of this installation");
    assertThat(run("tail", "writes", "--from-beginning", "--heartbeats", "--max", "1").out())
        .contains("\"key\":\"posts:1\"", "TICK", "\"forewarm.redriven\":\"1\"");
    assertThat(run("redrive", "17").exitCode()).isEqualTo(2);
  }
}
