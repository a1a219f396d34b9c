package io.forewarm.local.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.forewarm.embedded.Embedded;
import io.forewarm.local.CommandRun;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import io.forewarm.schemas.WriteEvent;
import io.forewarm.schemas.WriteOperation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class InspectCommandTest {
  private static final String KEY = "posts:{user:42}:page:1";

  private final Topics topics = Embedded.topics(Embedded.uniquePrefix("inspect"), 3);

  @TempDir private Path folder;

  private CommandRun run(String... args) {
    List<String> all = new ArrayList<>(List.of("inspect"));
    all.addAll(List.of(args));
    all.addAll(List.of("--bootstrap-server", Embedded.kafka().bootstrapServers()));
    all.addAll(List.of("--prefix", topics.prefix(), "--redis", Embedded.redis().url()));
    return CommandRun.of(all.toArray(String[]::new));
  }

  private void write(String id, String by, String... keys) throws Exception {
    Serializer<WriteEvent> writer = new RecordSerdes(Map.of()).serializer();
    WriteEvent event =
        WriteEvent.newBuilder()
            .setId(id)
            .setOperation(WriteOperation.WRITE)
            .setKeys(List.of(keys))
            .setSource("shop")
            .build();
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", Embedded.kafka().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      String topic = topics.writes.name();
      producer
          .send(
              new ProducerRecord<>(
                  topic,
                  CacheKey.partition(by, topics.partitions()),
                  by.getBytes(UTF_8),
                  writer.serialize(topic, event)))
          .get();
    }
  }

  @Test
  void showsTheTimelineAndTheReason() throws Exception {
    write("w1", KEY, KEY);
    Path json = folder.resolve("inspection.json");

    CommandRun run = run(KEY, "--json", json.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    int partition = CacheKey.partition(KEY, topics.partitions());
    assertThat(run.lines()).hasSize(5);
    assertThat(run.lines().get(0)).matches("TIME +SOURCE +WHERE +WHAT");
    assertThat(run.lines().get(1))
        .matches("\\d\\d-\\d\\d [0-9:.]{12} +writes +" + partition + "/0 +write w1, by shop");
    assertThat(run.lines().get(2)).matches("\\S+ [0-9:.]{12} +redis +nothing is stored");
    assertThat(run.lines().get(4))
        .startsWith("Nothing is stored: void since ")
        .endsWith(" by write w1 (shop); nobody has reported a load since.");
    JsonNode inspection = new ObjectMapper().readTree(json.toFile());
    assertThat(inspection.path("key").asText()).isEqualTo(KEY);
    assertThat(inspection.path("timeline")).hasSize(2);
    assertThat(inspection.path("verdict").asText()).isEqualTo(run.lines().get(4));
  }

  @Test
  void anEventWithSeveralKeysIsFoundInAllPartitions() throws Exception {
    String other = "posts:other-" + topics.partitions();
    while (CacheKey.partition(other, topics.partitions())
        == CacheKey.partition(KEY, topics.partitions())) {
      other += "x";
    }
    write("w1", other, other, KEY);

    assertThat(run(KEY).out()).doesNotContain("w1");
    assertThat(run(KEY, "--all-partitions").out()).contains("write w1, by shop, with 1 more");
  }

  @Test
  void wrongUseIsExplained() {
    assertThat(run("no-key"))
        .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2))
        .satisfies(run -> assertThat(run.err()).contains("a cache key is a region, a colon"));
    assertThat(run(KEY, "--redis", "http://here").err()).contains("--redis");
  }
}
