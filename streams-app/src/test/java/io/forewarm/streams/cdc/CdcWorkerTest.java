package io.forewarm.streams.cdc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.keys.Partitioning;
import io.forewarm.embedded.Embedded;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.Topics;
import io.forewarm.schemas.WriteEvent;
import io.forewarm.streams.TopicTail;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class CdcWorkerTest {
  private static final int PARTITIONS = 3;
  private static final Map<String, Object> KAFKA =
      Map.of("bootstrap.servers", Embedded.kafka().bootstrapServers());

  private final Topics topics = Embedded.topics(Embedded.uniquePrefix("cdc"), PARTITIONS);
  private final String table = topics.prefix() + "shop.public.posts";
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final KafkaProducer<String, String> debezium =
      new KafkaProducer<>(KAFKA, new StringSerializer(), new StringSerializer());
  private final TopicTail<WriteEvent> writes = TopicTail.of(topics.writes, WriteEvent.class);

  @BeforeEach
  void createTable() throws Exception {
    try (Admin admin = Admin.create(KAFKA)) {
      admin
          .createTopics(List.of(new NewTopic(table, Optional.of(1), Optional.empty())))
          .all()
          .get();
    }
  }

  @AfterEach
  void close() {
    debezium.close();
    writes.close();
  }

  private CdcWorker worker() {
    TableConfig posts =
        new TableConfig(
            table,
            List.of(new RowKeys("posts", "post:{id}", Partitioning.KEY)),
            List.of(),
            List.of(),
            null,
            null,
            List.of(),
            List.of(),
            List.of());
    return CdcWorker.start(
        new CdcConfig(List.of(posts), List.of()),
        new CdcWorker.Surroundings(KAFKA, topics, meters, "test"));
  }

  private void send(String value) throws Exception {
    debezium.send(new ProducerRecord<>(table, "{\"id\":1}", value)).get();
  }

  private void sendChange(long id, long lsn) throws Exception {
    String row = "{'id':" + id + ",'title':'x'}";
    send(Envelopes.envelope("u", "null", row, lsn).replace('\'', '"'));
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInSameThread();
  }

  private boolean written(String cacheKey) {
    return writes.values().stream().anyMatch(event -> event.getKeys().contains(cacheKey));
  }

  @Test
  void changesAreWrittenOnceAndInThePartitionOfTheirKey() throws Exception {
    for (int id = 1; id <= 20; id++) {
      sendChange(id, id);
    }
    try (CdcWorker worker = worker()) {
      await().until(() -> written("posts:post:20"));
      assertThat(worker.isMember()).isTrue();
    }
    sendChange(21, 21);
    try (CdcWorker worker = worker()) {
      await().until(() -> written("posts:post:21"));
      assertThat(worker.isMember()).isTrue();
    }
    assertThat(writes.records())
        .hasSize(21)
        .allSatisfy(
            record -> {
              String key = record.value().getKeys().get(0);
              assertThat(record.key()).isEqualTo(key.getBytes(UTF_8));
              assertThat(record.partition()).isEqualTo(CacheKey.partition(key, PARTITIONS));
            });
    assertThat(meters.get("forewarm.cdc.changes").tag("result", "mapped").counter().count())
        .isEqualTo(21);
  }

  @Test
  void whatCannotBeMappedMakesItsRegionStaleAndBecomesADeadLetter() throws Exception {
    try (CdcWorker worker = worker();
        TopicTail<SpecificRecord> letters = TopicTail.raw(topics.deadLetters)) {
      send("no json");
      sendChange(2, 2);
      await().until(() -> written("posts:post:2"));
      await().until(() -> letters.records().size() == 1);
      ConsumerRecord<byte[], SpecificRecord> letter = letters.records().get(0);
      assertThat(new String(letter.headers().lastHeader("forewarm.cause").value(), UTF_8))
          .contains("JsonConverter");
      assertThat(new String(letter.headers().lastHeader("forewarm.topic").value(), UTF_8))
          .isEqualTo(table);
      assertThat(writes.values())
          .filteredOn(event -> event.getKeys().isEmpty())
          .singleElement()
          .satisfies(event -> assertThat(event.getPrefixes()).containsExactly("posts:"));
      assertThat(worker.isMember()).isTrue();
    }
  }

  @Test
  void changesThatWereDeletedUnreadMakeTheirRegionStale() throws Exception {
    sendChange(1, 1);
    try (CdcWorker worker = worker()) {
      await().until(() -> written("posts:post:1"));
      assertThat(worker.isMember()).isTrue();
    }
    sendChange(2, 2);
    sendChange(3, 3);
    try (Admin admin = Admin.create(KAFKA)) {
      TopicPartition only = new TopicPartition(table, 0);
      admin.deleteRecords(Map.of(only, RecordsToDelete.beforeOffset(2))).all().get();
    }
    try (CdcWorker worker = worker()) {
      await().until(() -> written("posts:post:3"));
      assertThat(writes.values()).anyMatch(event -> event.getPrefixes().contains("posts:"));
      assertThat(written("posts:post:2")).isFalse();
      assertThat(worker.isMember()).isTrue();
    }
  }
}
