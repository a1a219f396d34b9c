package io.forewarm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forewarm.client.testing.MemoryForewarm;
import io.forewarm.embedded.Embedded;
import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.KeyAccess;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topic;
import io.forewarm.schemas.Topics;
import io.forewarm.schemas.Visit;
import io.forewarm.schemas.VisitReport;
import io.forewarm.schemas.WriteEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What another cache does arrives in Kafka, without any Redis. */
@Tag("integration")
class CacheObserverTest {
  private static final String KEY = "products:product:42";

  private final Topics topics = Embedded.topics(Embedded.uniquePrefix("observer"), 2);

  private static Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", Embedded.kafka().bootstrapServers());
  }

  @Test
  void hitsLoadsVisitsAndWritesAreTold() {
    ForewarmConfig config =
        ForewarmConfig.builder("shop")
            .redis("redis://127.0.0.1:1") // nobody answers there, and nobody asks
            .kafka(kafka())
            .topics(topics)
            .build();
    try (CacheObserver observer = CacheObserver.connect(config)) {
      observer.loaded(KEY, Duration.ofMillis(40), 812);
      observer.hit(KEY);
      observer.hit(KEY);
      observer.failed(KEY, Duration.ofMillis(10));
      observer.visit("ann", KEY);
      observer.wrote(KEY).join();
      observer.replaced(KEY, 900).join();
    }
    KeyAccess told =
        all(topics.access, AccessReport.class).stream()
            .flatMap(report -> report.getKeys().stream())
            .reduce(CacheObserverTest::sum)
            .orElseThrow();
    assertThat(told.getReads()).isEqualTo(4);
    assertThat(told.getRedisHits()).isEqualTo(2);
    assertThat(told.getMisses()).isEqualTo(2);
    assertThat(told.getLoads()).isEqualTo(2);
    assertThat(told.getLoadFailures()).isEqualTo(1);
    assertThat(told.getLoadMicros()).isEqualTo(50_000);
    assertThat(told.getWaitMicros()).isEqualTo(50_000);
    assertThat(told.getWrites()).isEqualTo(2);
    assertThat(told.getValueWrites()).isEqualTo(1);
    assertThat(told.getSoftExpiresInMs()).isEqualTo(-1);
    assertThat(all(topics.visits, VisitReport.class))
        .flatExtracting(VisitReport::getVisits)
        .extracting(Visit::getUser)
        .containsExactly("ann");
    assertThat(all(topics.writes, WriteEvent.class))
        .hasSize(2)
        .allSatisfy(event -> assertThat(event.getKeys()).containsExactly(KEY));
  }

  private static KeyAccess sum(KeyAccess one, KeyAccess other) {
    return KeyAccess.newBuilder(one)
        .setReads(one.getReads() + other.getReads())
        .setRedisHits(one.getRedisHits() + other.getRedisHits())
        .setMisses(one.getMisses() + other.getMisses())
        .setLoads(one.getLoads() + other.getLoads())
        .setLoadFailures(one.getLoadFailures() + other.getLoadFailures())
        .setLoadMicros(one.getLoadMicros() + other.getLoadMicros())
        .setWaitMicros(one.getWaitMicros() + other.getWaitMicros())
        .setWrites(one.getWrites() + other.getWrites())
        .setValueWrites(one.getValueWrites() + other.getValueWrites())
        .build();
  }

  @Test
  void whatCannotWorkIsSaid() {
    assertThatThrownBy(() -> CacheObserver.connect(ForewarmConfig.builder("shop").build()))
        .hasMessageContaining("name its brokers by kafka(...)");
    try (Forewarm forewarm = new MemoryForewarm().forewarm()) {
      assertThatThrownBy(() -> forewarm.observer().hit("42")).hasMessageContaining("'42'");
    }
  }

  private static <V extends SpecificRecord> List<V> all(Topic<V> topic, Class<V> type) {
    List<V> found = new ArrayList<>();
    try (KafkaConsumer<String, V> consumer =
        new KafkaConsumer<>(
            kafka(), new StringDeserializer(), new RecordSerdes(kafka()).deserializer(type))) {
      List<TopicPartition> partitions =
          IntStream.range(0, topic.partitions())
              .mapToObj(number -> new TopicPartition(topic.name(), number))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(one -> consumer.position(one) < Objects.requireNonNull(ends.get(one)))) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> found.add(record.value()));
      }
    }
    return found;
  }
}
