package io.forewarm.client.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.forewarm.client.events.BrokerClock;
import io.forewarm.client.events.EventConfig;
import io.forewarm.client.events.KafkaEventSink;
import io.forewarm.client.events.WritePublishException;
import io.forewarm.embedded.Embedded;
import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.KeyAccess;
import io.forewarm.schemas.Topics;
import io.forewarm.schemas.VisitReport;
import io.forewarm.schemas.WriteEvent;
import io.forewarm.schemas.WriteOperation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A client that starts before its topics, works, loses the broker, and gets it back: reads are
 * counted or counted as dropped, writes are acknowledged or fail, and the control log has no gap.
 */
@Tag("integration")
class BrokerOutageTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Topics topics = new Topics(Embedded.uniquePrefix("outage"), 2);
  private final String bootstrap = Embedded.kafka().bootstrapServers();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final BrokerClock clock = new BrokerClock(System::nanoTime);
  private final RecordedListener listener = new RecordedListener();
  private final KafkaEventSink sink = sink(Map.of("bootstrap.servers", bootstrap), meters);
  private final KafkaEventSink hasty =
      sink(
          Map.of("bootstrap.servers", bootstrap, "delivery.timeout.ms", 2_000),
          new SimpleMeterRegistry());
  private final KafkaControlLog log =
      new KafkaControlLog(Map.of("bootstrap.servers", bootstrap), topics, clock, meters);

  private KafkaEventSink sink(Map<String, Object> kafka, SimpleMeterRegistry registry) {
    Duration flush = Duration.ofMillis(200);
    EventConfig config = new EventConfig(kafka, topics, "shop", "shop-1", flush, null);
    return new KafkaEventSink(config, clock, System::currentTimeMillis, registry);
  }

  @AfterEach
  void close() {
    log.close();
    sink.close();
    hasty.close();
  }

  private double count(String meter) {
    return meters.get("forewarm.client." + meter).counter().count();
  }

  private static WriteEvent write(String key) {
    return WriteEvent.newBuilder()
        .setId(UUID.randomUUID().toString())
        .setOperation(WriteOperation.WRITE)
        .setKeys(List.of(key))
        .build();
  }

  @Test
  void anOutageCostsReportsButNoWriteAndNoInvalidation() throws Exception {
    log.start(listener);
    assertThat(log.awaitCurrent(Duration.ofMillis(300))).as("there are no topics").isFalse();
    Embedded.topics(topics.prefix(), topics.partitions());
    assertThat(log.awaitCurrent(PATIENCE)).isTrue();
    assertThat(listener.told()).containsExactly("lost");
    listener.forget();

    try (TopicWriter pipeline = new TopicWriter()) {
      everythingArrives();
      theWatermarkFollows(pipeline);

      Embedded.kafka().stop();
      CompletableFuture<Long> patient;
      try {
        patient = theBrokerIsAway();
      } finally {
        Embedded.kafka().restart();
      }

      patient.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      listener.forget();
      pipeline.write(topics.invalidations, 0, null, FollowedLog.batch(0, 1, 99L));
      await().atMost(PATIENCE).until(() -> listener.told().contains("invalidated 99"));
      assertThat(listener.told()).as("the log goes on where it was").doesNotContain("lost");
      double sent = count("reports.sent");
      await().atMost(PATIENCE).until(() -> count("reports.sent") > sent);
    }
  }

  private void everythingArrives() throws Exception {
    sink.publish(write("posts:1")).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    // Both topics are known to the producer as soon as more has arrived than one flush of access.
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              sink.visit("zoe", "posts:1");
              return count("reports.sent") > topics.partitions();
            });
    for (int read = 0; read < 1_000; read++) {
      sink.counter("posts:" + read % 10).redisHit(false);
      sink.visit("ann", "posts:" + read);
    }
    try (TopicReader<AccessReport> access = new TopicReader<>(topics.access, AccessReport.class);
        TopicReader<VisitReport> visits = new TopicReader<>(topics.visits, VisitReport.class)) {
      await().atMost(PATIENCE).until(() -> reads(access) == 1_000);
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  visits.records().stream()
                          .flatMap(record -> record.value().getVisits().stream())
                          .filter(visit -> visit.getUser().equals("ann"))
                          .count()
                      == 1_000);
    }
  }

  private long reads(TopicReader<AccessReport> access) {
    return access.records().stream()
        .flatMap(record -> record.value().getKeys().stream())
        .mapToLong(KeyAccess::getReads)
        .sum();
  }

  private void theWatermarkFollows(TopicWriter pipeline) throws Exception {
    long before = System.nanoTime();
    long appended = pipeline.write(topics.invalidations, 0, null, FollowedLog.batch(0, 1, 5L));
    for (int partition = 0; partition < topics.partitions(); partition++) {
      pipeline.write(topics.invalidations, partition, null, FollowedLog.batch(partition, appended));
    }
    await().atMost(PATIENCE).until(() -> log.watermarkMillis() == appended);
    assertThat(listener.told()).contains("invalidated 5");
    assertThat(log.watermarkNanos()).isNotEqualTo(ControlLog.NEVER);
    assertThat(log.watermarkNanos() - System.nanoTime()).as("it is past").isNegative();
    assertThat(log.watermarkNanos() - before)
        .as("not long before")
        .isGreaterThan(-TimeUnit.SECONDS.toNanos(5));
  }

  /** Returns a write that waits for the broker. */
  private CompletableFuture<Long> theBrokerIsAway() {
    double dropped = count("reports.dropped");
    CompletableFuture<Long> patient = sink.publish(write("posts:patient"));
    CompletableFuture<Long> failing = hasty.publish(write("posts:hasty"));
    assertThat(failing).as("the caller does not wait").isNotDone();
    sink.counter("posts:1").redisHit(false);
    assertThatThrownBy(() -> failing.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .hasCauseInstanceOf(WritePublishException.class)
        .hasMessageContaining("posts:hasty");
    await().atMost(PATIENCE).until(() -> count("reports.dropped") > dropped);
    return patient;
  }
}
