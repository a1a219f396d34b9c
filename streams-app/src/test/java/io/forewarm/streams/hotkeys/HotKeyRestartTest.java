package io.forewarm.streams.hotkeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forewarm.embedded.Embedded;
import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.Reports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the pipeline again and again while reports come in. Half of the keys are read just often
 * enough to be hot, the others one time less: a single read lost or counted twice is seen. Commits
 * are lost, too, so that reports come again that the changelog contains.
 */
@Tag("integration")
class HotKeyRestartTest {
  private static final int KEYS = 60;
  private static final int KILLS = 3;
  private static final int REPORTS_A_ROUND = 200;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;

  private final Topics topics = Embedded.topics(Embedded.uniquePrefix("restart"), 2);
  private final String bootstrap = Embedded.kafka().bootstrapServers();
  private final RecordSerdes serdes = new RecordSerdes(Map.of());
  private final Map<String, Integer> readsToCome = new TreeMap<>();
  private final Map<String, Set<Long>> announcedSince = new TreeMap<>();
  private final Random random = new Random(42);
  private KafkaProducer<byte[], byte[]> producer;
  private KafkaConsumer<String, HotKey> announcements;
  private Admin admin;

  @BeforeEach
  void connect() {
    Map<String, Object> config = new HashMap<>(Map.of("bootstrap.servers", bootstrap));
    producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    admin = Admin.create(config);
    config.put("auto.offset.reset", "earliest");
    announcements =
        new KafkaConsumer<>(config, new StringDeserializer(), serdes.deserializer(HotKey.class));
    announcements.assign(
        IntStream.range(0, topics.partitions())
            .mapToObj(partition -> new TopicPartition(topics.hotKeys.name(), partition))
            .toList());
    announcements.seekToBeginning(announcements.assignment());
    for (int i = 0; i < KEYS; i++) {
      readsToCome.put("r:" + i, i % 2 == 0 ? 100 : 99);
    }
  }

  @AfterEach
  void disconnect() {
    producer.close();
    admin.close();
    announcements.close();
  }

  @Test
  void noReadIsLostOrCountedTwice() throws Exception {
    for (int round = 0; round < KILLS; round++) {
      try (PipelineChild child = PipelineChild.start(bootstrap, topics, folder)) {
        long before = committed();
        publish(REPORTS_A_ROUND);
        await().atMost(PATIENCE).until(() -> committed() > before);
        publish(random.nextInt(REPORTS_A_ROUND));
        child.kill();
      }
      if (round % 2 == 0) {
        await().atMost(PATIENCE).ignoreExceptions().until(this::loseCommits);
      }
    }
    assertThat(readsToCome.values()).as("enough is left for the last life").anyMatch(n -> n > 0);
    try (PipelineChild last = PipelineChild.start(bootstrap, topics, folder)) {
      while (!readsToCome.isEmpty()) {
        publish(REPORTS_A_ROUND);
      }
      Set<String> hot =
          IntStream.range(0, KEYS / 2).mapToObj(i -> "r:" + 2 * i).collect(Collectors.toSet());
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(250))
          .untilAsserted(() -> assertThat(announcedAfterATick()).containsAll(hot));
      long end = end(topics.access.name());
      await().atMost(PATIENCE).until(() -> committed() >= end);
      assertThat(announcedAfterATick()).isEqualTo(new TreeSet<>(hot));
      assertThat(announcedSince.values())
          .as("none is announced anew")
          .allSatisfy(since -> assertThat(since).hasSize(1));
      last.kill();
    }
  }

  /**
   * Takes committed offsets back, as if the process had died between its changelog and its commit.
   * Works as soon as the broker has noticed that the process is dead.
   */
  private boolean loseCommits() throws Exception {
    Map<TopicPartition, OffsetAndMetadata> earlier = new HashMap<>();
    admin
        .listConsumerGroupOffsets(topics.prefix() + "app")
        .partitionsToOffsetAndMetadata()
        .get()
        .forEach(
            (partition, committed) -> {
              if (partition.topic().equals(topics.access.name())) {
                long offset = Math.max(0, committed.offset() - 40);
                earlier.put(partition, new OffsetAndMetadata(offset));
              }
            });
    admin.alterConsumerGroupOffsets(topics.prefix() + "app", earlier).all().get();
    return true;
  }

  /** Publishes reports of a few of the reads that are to come. */
  private void publish(int reports) {
    for (int i = 0; i < reports && !readsToCome.isEmpty(); i++) {
      int partition = i % topics.partitions();
      Map<String, Long> reads = new TreeMap<>();
      for (String key : List.copyOf(readsToCome.keySet())) {
        boolean here = CacheKey.partition(key, topics.partitions()) == partition;
        if (here && random.nextInt(20) == 0) {
          reads.put(key, 1L);
          readsToCome.computeIfPresent(key, (name, left) -> left > 1 ? left - 1 : null);
        }
      }
      send(partition, Reports.of("shop", reads));
    }
    producer.flush();
  }

  private void send(int partition, AccessReport report) {
    byte[] bytes = serdes.<AccessReport>serializer().serialize(topics.access.name(), report);
    producer.send(new ProducerRecord<>(topics.access.name(), partition, null, bytes));
  }

  private Set<String> announcedAfterATick() {
    for (int partition = 0; partition < topics.partitions(); partition++) {
      send(partition, Reports.of("clock", Map.of()));
    }
    producer.flush();
    announcements
        .poll(Duration.ofMillis(200))
        .forEach(
            record -> {
              if (record.value() != null) {
                announcedSince
                    .computeIfAbsent(record.key(), key -> new HashSet<>())
                    .add(record.value().getSince());
              }
            });
    return announcedSince.keySet();
  }

  private long committed() throws Exception {
    return admin
        .listConsumerGroupOffsets(topics.prefix() + "app")
        .partitionsToOffsetAndMetadata()
        .get()
        .entrySet()
        .stream()
        .filter(entry -> entry.getKey().topic().equals(topics.access.name()))
        .mapToLong(entry -> entry.getValue().offset())
        .sum();
  }

  private long end(String topic) throws Exception {
    Map<TopicPartition, OffsetSpec> all =
        IntStream.range(0, topics.partitions())
            .boxed()
            .collect(Collectors.toMap(p -> new TopicPartition(topic, p), p -> OffsetSpec.latest()));
    return admin.listOffsets(all).all().get().values().stream()
        .mapToLong(offset -> offset.offset())
        .sum();
  }
}
