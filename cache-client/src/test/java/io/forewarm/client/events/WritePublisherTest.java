package io.forewarm.client.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.WriteEvent;
import io.forewarm.schemas.WriteOperation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A write is acknowledged or fails to its caller, and writes keep their order. */
class WritePublisherTest {
  private final ManualClock clock = new ManualClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Refusing producer = new Refusing();
  private final WritePublisher publisher =
      new WritePublisher(
          producer,
          Events.TOPICS.writes,
          Duration.ofSeconds(30),
          new BrokerClock(clock),
          EventMeters.in(meters),
          clock);

  @AfterEach
  void close() {
    publisher.close();
  }

  @Test
  void completesWhenTheBrokerHasAcknowledged() {
    CompletableFuture<Long> result = publisher.publish(Events.write("posts:1"));
    await().until(() -> producer.history().size() == 1);
    assertThat(result).isNotDone();
    producer.completeNext();
    await().untilAsserted(() -> assertThat(result).isCompleted());
    assertThat(published()).isEqualTo(1);
  }

  @Test
  void goesToThePartitionOfItsFirstKeyThenTagThenPrefix() {
    publisher.publish(Events.write("posts:1", "posts:2"));
    publisher.publish(
        WriteEvent.newBuilder()
            .setId("a")
            .setOperation(WriteOperation.WRITE)
            .setTags(List.of("cats"))
            .setPrefixes(List.of("posts:"))
            .build());
    publisher.publish(
        WriteEvent.newBuilder()
            .setId("b")
            .setOperation(WriteOperation.WRITE)
            .setPrefixes(List.of("posts:user:"))
            .build());
    await().until(() -> producer.history().size() == 3);
    assertThat(producer.history())
        .extracting(ProducerRecord::key)
        .containsExactly("posts:1", "tag:cats", "prefix:posts:user:");
    assertThat(producer.history())
        .allMatch(record -> record.partition() == CacheKey.partition(record.key(), 4));
  }

  @Test
  void keepsTheOrder() {
    List<String> expected = new ArrayList<>();
    producer.refusals.set(3);
    for (int write = 0; write < 200; write++) {
      expected.add("posts:" + write);
      publisher.publish(Events.write("posts:" + write));
    }
    await().until(() -> producer.history().size() == 200);
    assertThat(producer.history()).extracting(ProducerRecord::key).isEqualTo(expected);
  }

  @Test
  void triesAgainWhileThereIsNoMetadata() {
    producer.refusals.set(5);
    CompletableFuture<Long> result = publisher.publish(Events.write("posts:1"));
    await().until(() -> producer.history().size() == 1);
    producer.completeNext();
    await().untilAsserted(() -> assertThat(result).isCompleted());
    assertThat(producer.refusals).hasValue(0);
    assertThat(failed()).isZero();
  }

  @Test
  void failsWhenThereIsNoMetadataInTime() {
    producer.refusals.set(Integer.MAX_VALUE);
    CompletableFuture<Long> result = publisher.publish(Events.write("posts:1", "posts:2"));
    assertThat(result).isNotDone();
    clock.advance(Duration.ofSeconds(31));
    assertThatThrownBy(() -> result.get(10, java.util.concurrent.TimeUnit.SECONDS))
        .hasCauseInstanceOf(WritePublishException.class)
        .hasMessageContaining("posts:1")
        .hasMessageContaining("posts:2")
        .hasMessageContaining("t.writes")
        .hasMessageContaining("no metadata")
        .hasMessageContaining("Publish the event again");
    assertThat(failed()).isEqualTo(1);
    producer.refusals.set(0);
  }

  @Test
  void failsWhenTheBrokerRefuses() {
    CompletableFuture<Long> result = publisher.publish(Events.write("posts:1"));
    await().until(() -> producer.history().size() == 1);
    producer.errorNext(new NotEnoughReplicasException("one of two in sync"));
    await()
        .untilAsserted(
            () ->
                assertThat(result)
                    .isCompletedExceptionally()
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withCauseInstanceOf(WritePublishException.class)
                    .withMessageContaining("one of two in sync"));
    assertThat(producer.history()).as("a record that was taken is not sent twice").hasSize(1);
  }

  @Test
  void aTimeoutAfterTheRecordWasTakenIsNotTriedAgain() {
    CompletableFuture<Long> result = publisher.publish(Events.write("posts:1"));
    await().until(() -> producer.history().size() == 1);
    producer.errorNext(new TimeoutException("expired in the batch"));
    await().untilAsserted(() -> assertThat(result).isCompletedExceptionally());
    assertThat(producer.history()).hasSize(1);
  }

  @Test
  void afterCloseAWriteFails() {
    publisher.close();
    assertThat(publisher.publish(Events.write("posts:1")))
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .withMessageContaining("the client is closed");
  }

  /** Has no metadata for a number of tries, and says it as Kafka's own producer does. */
  private static final class Refusing extends MockProducer<String, SpecificRecord> {
    final AtomicInteger refusals = new AtomicInteger();

    Refusing() {
      super(false, null, new StringSerializer(), new RecordSerdes(Map.of()).serializer());
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<String, SpecificRecord> record, Callback callback) {
      if (refusals.get() == 0) {
        return super.send(record, callback);
      }
      refusals.decrementAndGet();
      TimeoutException refusal = new TimeoutException("no metadata");
      callback.onCompletion(null, refusal);
      return CompletableFuture.failedFuture(refusal);
    }
  }

  private double published() {
    return meters.get("forewarm.client.writes.published").counter().count();
  }

  private double failed() {
    return meters.get("forewarm.client.writes.failed").counter().count();
  }
}
