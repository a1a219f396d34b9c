package io.forewarm.client.events;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.CommandKind;
import io.forewarm.schemas.CommandOutcome;
import io.forewarm.schemas.CommandResult;
import io.forewarm.schemas.RecordSerdes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What leaves at which tick, and what is counted when it does not arrive. */
class KafkaEventSinkTest {
  private final ManualClock clock = new ManualClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final MockProducer<String, SpecificRecord> producer = producer();
  private final KafkaEventSink sink =
      new KafkaEventSink(
          Events.config(),
          new BrokerClock(clock),
          () -> 0,
          meters,
          clock,
          new Producers(producer, producer()));

  private static MockProducer<String, SpecificRecord> producer() {
    return new MockProducer<>(
        false, null, new StringSerializer(), new RecordSerdes(Map.of()).serializer());
  }

  @AfterEach
  void close() {
    sink.close();
  }

  private double count(String meter) {
    return meters.get("forewarm.client." + meter).counter().count();
  }

  private List<ProducerRecord<String, SpecificRecord>> sent(String topic) {
    return producer.history().stream().filter(record -> record.topic().equals(topic)).toList();
  }

  private void tickAfter(long millis) {
    clock.advanceMillis(millis);
    sink.tick();
  }

  @Test
  void suspectsLeaveWithTheNextTickAndTheRestWithTheFlush() {
    for (int read = 0; read < Suspicion.DEFAULT.reads(); read++) {
      sink.counter("posts:hot").redisHit(false);
    }
    sink.counter("posts:cold").redisHit(false);
    tickAfter(100);
    assertThat(sent("t.access"))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.key()).isEqualTo(record.partition().toString());
              assertThat(((AccessReport) record.value()).getKeys())
                  .extracting(counts -> counts.getKey())
                  .containsExactly("posts:hot");
            });
    producer.clear();
    tickAfter(1_900);
    assertThat(sent("t.access")).extracting(ProducerRecord::partition).containsExactly(0, 1, 2, 3);
  }

  @Test
  void fewVisitsLeaveAtOnceAndManyWithTheFlush() {
    for (int tick = 1; tick <= 12; tick++) {
      sink.visit("ann", "posts:1");
      tickAfter(100);
    }
    assertThat(sent("t.visits")).as("ten saved, and two a second").hasSize(12);
    sink.visit("ann", "posts:1");
    tickAfter(100);
    assertThat(sent("t.visits")).as("the saved records are spent").hasSize(12);
    tickAfter(700);
    assertThat(sent("t.visits")).as("with the flush").hasSize(13);
  }

  @Test
  void whatTheBrokerDoesNotTakeIsCounted() {
    sink.counter("posts:1").redisHit(false);
    sink.visit("ann", "posts:1");
    sink.visit("bob", "posts:1");
    tickAfter(2_000);
    assertThat(sent("t.access")).hasSize(4);
    int visitReports = sent("t.visits").size();
    for (int report = 0; report < 4; report++) {
      producer.completeNext();
    }
    while (producer.errorNext(new TimeoutException("expired"))) {
      // every visit report
    }
    assertThat(count("reports.sent")).isEqualTo(4);
    assertThat(count("reports.dropped")).isEqualTo(visitReports);
    assertThat(count("visits.dropped")).isEqualTo(2);
  }

  @Test
  void oneRefusalEndsAFlush() {
    producer.sendException = new TimeoutException("no metadata");
    sink.visit("ann", "posts:1");
    tickAfter(2_000);
    assertThat(count("reports.dropped")).as("four of access, one of visits").isEqualTo(5);
    assertThat(count("visits.dropped")).isEqualTo(1);
    assertThat(count("reports.sent")).isZero();
    producer.sendException = null;
    tickAfter(2_000);
    assertThat(sent("t.access")).as("the next flush tries again").hasSize(4);
  }

  @Test
  void visitsBeyondTheBufferAreCounted() {
    for (int visit = 0; visit < (1 << 16) + 3; visit++) {
      sink.visit("ann", "posts:1");
    }
    assertThat(count("visits.dropped")).isEqualTo(3);
  }

  @Test
  void outcomesGoToThePartitionOfTheirKey() {
    CommandOutcome outcome =
        CommandOutcome.newBuilder()
            .setCommandId("c")
            .setKind(CommandKind.WARM)
            .setKey("posts:1")
            .setResult(CommandResult.DONE)
            .build();
    sink.outcome(outcome);
    assertThat(sent("t.outcomes"))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.key()).isEqualTo("posts:1");
              assertThat(record.partition())
                  .isEqualTo(io.forewarm.schemas.CacheKey.partition("posts:1", 4));
              assertThat(record.value()).isEqualTo(outcome);
            });
  }

  @Test
  void closingSendsWhatIsCounted() {
    sink.counter("posts:1").redisHit(false);
    sink.close();
    assertThat(sent("t.access")).hasSize(4);
    assertThat(producer.closed()).isTrue();
  }

  @Test
  void theTopicsOfAllReportsAreAskedForAndOneThatIsNotKnownYetIsNoFailure() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger(ReportProducer.class);
    List<String> asked = new ArrayList<>();
    MockProducer<String, SpecificRecord> slow =
        new MockProducer<>(
            false, null, new StringSerializer(), new RecordSerdes(Map.of()).serializer()) {
          @Override
          public List<PartitionInfo> partitionsFor(String topic) {
            asked.add(topic);
            throw new TimeoutException("not present in metadata after 100 ms");
          }
        };
    logger.addAppender(log);
    try (KafkaEventSink starting =
        new KafkaEventSink(
            Events.config(),
            new BrokerClock(clock),
            () -> 0,
            meters,
            clock,
            new Producers(slow, producer()))) {
      starting.prepare();
    } finally {
      logger.detachAppender(log);
    }
    assertThat(asked).containsExactly("t.access", "t.visits", "t.outcomes");
    assertThat(log.list).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN));
  }
}
