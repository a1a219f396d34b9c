package io.forewarm.streams.invalidation;

import static io.forewarm.streams.invalidation.InvalidationLab.await;
import static io.forewarm.streams.invalidation.InvalidationLab.event;
import static io.forewarm.streams.invalidation.InvalidationLab.partition;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.redis.Envelope;
import io.forewarm.embedded.Embedded;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.InvalidationBatch;
import io.forewarm.schemas.TagInvalidation;
import io.forewarm.schemas.WriteEvent;
import io.forewarm.schemas.WriteOperation;
import io.forewarm.streams.TopicTail;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class InvalidationWorkerTest {
  private final InvalidationLab lab = new InvalidationLab();

  @AfterEach
  void close() {
    lab.close();
  }

  private Envelope stored(String cacheKey) throws Exception {
    return Objects.requireNonNull(lab.stored(cacheKey), cacheKey);
  }

  @Test
  void aWriteTakesEffectInRedisAndIsThenTold() throws Exception {
    lab.fill("posts:1");
    try (InvalidationWorker worker = lab.worker("w")) {
      RecordMetadata write = lab.write("posts:1", 7L);
      await().until(() -> lab.watermark(write.partition()) >= write.timestamp());
      assertThat(stored("posts:1").state()).isEqualTo(Envelope.State.TOMBSTONE);
      assertThat(lab.told("posts:1")).isPositive();
      assertThat(worker.state()).isEqualTo(InvalidationWorker.State.MEMBER);
      assertThat(worker.partitions()).containsExactly(0, 1);
    }
    assertThat(lab.log.records())
        .allMatch(record -> record.partition() == record.value().getPartition());
  }

  @Test
  void aCarriedValueReplacesALowerVersionAndIsToldLikeAnyWrite() throws Exception {
    lab.fill("posts:1", 6);
    lab.fill("posts:2", Envelope.UNVERSIONED);
    try (InvalidationWorker worker = lab.worker("w")) {
      for (String key : List.of("posts:1", "posts:2", "posts:3")) {
        WriteEvent write =
            event()
                .setKeys(List.of(key))
                .setVersion(7L)
                .setValue(ByteBuffer.wrap("new".getBytes(UTF_8)))
                .build();
        RecordMetadata taken = lab.publish(write, key);
        await().until(() -> lab.watermark(taken.partition()) >= taken.timestamp());
        assertThat(lab.told(key)).isPositive();
      }
      assertThat(new String(stored("posts:1").payload(), UTF_8)).isEqualTo("new");
      assertThat(stored("posts:1").version()).isEqualTo(7);
      assertThat(stored("posts:2").state()).isEqualTo(Envelope.State.TOMBSTONE);
      assertThat(stored("posts:3").state()).isEqualTo(Envelope.State.TOMBSTONE);
      assertThat(worker.state()).isEqualTo(InvalidationWorker.State.MEMBER);
    }
  }

  @Test
  void writesOfAKeyTakeEffectInTheirOrder() throws Exception {
    for (long version = 1; version <= 50; version++) {
      lab.write("posts:1", version);
    }
    RecordMetadata late = lab.write("posts:1", 20L);
    try (InvalidationWorker worker = lab.worker("w")) {
      await().until(() -> lab.watermark(late.partition()) >= late.timestamp());
      assertThat(stored("posts:1").version()).isEqualTo(50);
      assertThat(worker.state()).isEqualTo(InvalidationWorker.State.MEMBER);
    }
  }

  @Test
  void ticksMoveTheWatermarkOfEveryPartitionWhenNothingIsWritten() {
    try (InvalidationWorker worker = lab.worker("w")) {
      await().until(() -> lab.watermark(0) > 0 && lab.watermark(1) > 0);
      long first = lab.watermark(0);
      long second = lab.watermark(1);
      await().until(() -> lab.watermark(0) > first + 300 && lab.watermark(1) > second + 300);
      assertThat(worker.partitions()).hasSize(2);
      assertThat(lab.meters.get("forewarm.invalidation.lag").timer().count()).isPositive();
    }
    try (TopicTail<WriteEvent> writes = TopicTail.of(lab.topics.writes, WriteEvent.class)) {
      await().until(() -> !writes.records().isEmpty());
      assertThat(writes.records())
          .allMatch(record -> record.value().getOperation() == WriteOperation.TICK)
          .allMatch(record -> record.key() == null);
    }
  }

  @Test
  void whileRedisIsPausedTheWatermarkStandsBeforeTheWrite() throws Exception {
    lab.fill("posts:1");
    try (InvalidationWorker worker = lab.worker("w");
        TopicTail<WriteEvent> writes = TopicTail.of(lab.topics.writes, WriteEvent.class)) {
      await().until(() -> lab.watermark(partition("posts:1")) > 0);
      lab.redis.pause();
      RecordMetadata write = lab.write("posts:1", null);
      await()
          .until(
              () ->
                  writes.records().stream()
                      .anyMatch(record -> record.timestamp() > write.timestamp() + 2000));
      assertThat(lab.watermark(write.partition())).isLessThan(write.timestamp());
      assertThat(lab.told("posts:1")).isZero();
      assertThat(worker.state()).isEqualTo(InvalidationWorker.State.MEMBER);

      lab.redis.resume();
      await().until(() -> lab.watermark(write.partition()) >= write.timestamp());
      assertThat(stored("posts:1").state()).isEqualTo(Envelope.State.TOMBSTONE);
      assertThat(lab.told("posts:1")).isPositive();
    }
  }

  @Test
  void afterARestartOfRedisTheLastWritesAreAppliedAgain() throws Exception {
    try (InvalidationWorker worker = lab.worker("w")) {
      RecordMetadata write = lab.write("posts:1", null);
      await().until(() -> lab.watermark(write.partition()) >= write.timestamp());
      assertThat(lab.told("posts:1")).isEqualTo(1);
      lab.redis.restart();
      await().until(() -> lab.told("posts:1") == 2);
      assertThat(stored("posts:1").state()).isEqualTo(Envelope.State.TOMBSTONE);
      RecordMetadata next = lab.write("posts:2", null);
      await().until(() -> lab.watermark(next.partition()) >= next.timestamp());
      assertThat(worker.state()).isEqualTo(InvalidationWorker.State.MEMBER);
    }
    assertThat(lab.meters.get("forewarm.invalidation.replays").counter().count()).isPositive();
  }

  @Test
  void howLongRedisWasAwayDoesNotShortenWhatIsAppliedAgain() throws Exception {
    InvalidationConfig brief = InvalidationLab.replaying(Duration.ofMillis(1500));
    try (InvalidationWorker worker = lab.worker("w", brief)) {
      RecordMetadata write = lab.write("posts:1", null);
      await().until(() -> lab.watermark(write.partition()) >= write.timestamp());
      lab.redis.kill();
      long later = write.timestamp() + 4 * brief.replay().toMillis();
      await().until(() -> lab.watermark(write.partition()) >= later);
      lab.redis.restart();
      await().until(() -> lab.told("posts:1") == 2);
      assertThat(stored("posts:1").state()).isEqualTo(Envelope.State.TOMBSTONE);
      assertThat(worker.partitions()).hasSize(2);
    }
  }

  @Test
  void aRestartOfRedisWhileNobodyWorksIsNoticedByTheNextOwner() throws Exception {
    RecordMetadata write = lab.write("posts:1", null);
    try (InvalidationWorker worker = lab.worker("first")) {
      await().until(() -> lab.watermark(write.partition()) >= write.timestamp());
      assertThat(worker.partitions()).hasSize(2);
    }
    lab.redis.restart();
    try (InvalidationWorker worker = lab.worker("second")) {
      await().until(() -> lab.told("posts:1") == 2);
      assertThat(worker.partitions()).hasSize(2);
    }
  }

  @Test
  void whatCannotBeReadBecomesADeadLetterAndRaisesTheFloorOfItsRegion() throws Exception {
    try (InvalidationWorker worker = lab.worker("w");
        TopicTail<SpecificRecord> letters = TopicTail.raw(lab.topics.deadLetters);
        TopicTail<TagInvalidation> tags = TopicTail.of(lab.topics.tags, TagInvalidation.class)) {
      byte[] garbage = "no record".getBytes(UTF_8);
      RecordMetadata poison = lab.publish(garbage, "posts:1");
      RecordMetadata endless =
          lab.publish(event().setKeys(List.of("big:" + "x".repeat(10 << 20))).build(), "posts:1");
      RecordMetadata next = lab.write("posts:1", null);
      await().until(() -> lab.watermark(next.partition()) >= next.timestamp());

      await().until(() -> letters.records().size() == 2);
      ConsumerRecord<byte[], SpecificRecord> letter = letters.records().get(0);
      assertThat(letter.key()).isEqualTo("posts:1".getBytes(UTF_8));
      assertThat(letter.serializedValueSize()).isEqualTo(garbage.length);
      assertThat(header(letter, "forewarm.cause")).contains("9 bytes");
      assertThat(header(letter, "forewarm.topic")).isEqualTo(lab.topics.writes.name());
      assertThat(header(letter, "forewarm.offset")).isEqualTo("" + poison.offset());

      await().until(() -> tags.records().size() == 2);
      assertThat(tags.records())
          .extracting(record -> new String(record.key(), UTF_8), record -> record.value().getAt())
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("region:posts", poison.timestamp()),
              org.assertj.core.groups.Tuple.tuple("region:big", endless.timestamp()));
      assertThat(lab.log.values()).anyMatch(batch -> batch.getFloors().contains("posts"));
      assertThat(lab.log.values()).anyMatch(batch -> batch.getFloors().contains("big"));
      assertThat(worker.state()).isEqualTo(InvalidationWorker.State.MEMBER);
    }
  }

  @Test
  void aKeyThatRedisRefusesRaisesTheFloorOfItsRegionAndStopsNoOther() throws Exception {
    try (InvalidationWorker worker = lab.worker("w");
        TopicTail<TagInvalidation> tags = TopicTail.of(lab.topics.tags, TagInvalidation.class)) {
      await().until(() -> lab.watermark(partition("posts:1")) > 0);
      lab.allowOnly("~fw:clock", "~*{posts:*");
      RecordMetadata refused =
          lab.publish(event().setKeys(List.of("secrets:1")).build(), "posts:1");
      RecordMetadata next = lab.write("posts:1", 3L);
      await().until(() -> lab.watermark(next.partition()) >= next.timestamp());

      assertThat(stored("posts:1").version()).isEqualTo(3);
      await().until(() -> tags.records().size() == 1);
      assertThat(tags.records().get(0).key()).isEqualTo("region:secrets".getBytes(UTF_8));
      assertThat(tags.values().get(0).getAt()).isGreaterThanOrEqualTo(refused.timestamp());
      InvalidationBatch told =
          lab.log.values().stream()
              .filter(batch -> batch.getHashes().contains(CacheKey.hash("secrets:1")))
              .findFirst()
              .orElseThrow();
      assertThat(told.getFloors()).containsExactly("secrets");
      assertThat(lab.log.values()).noneMatch(batch -> batch.getFloors().contains("posts"));
      assertThat(worker.state()).isEqualTo(InvalidationWorker.State.MEMBER);
    }
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  @Test
  void tagsAndPrefixesAreRememberedBeforeTheyAreTold() throws Exception {
    try (InvalidationWorker worker = lab.worker("w");
        TopicTail<TagInvalidation> tags = TopicTail.of(lab.topics.tags, TagInvalidation.class)) {
      RecordMetadata write =
          lab.publish(
              event().setTags(List.of("author-7")).setPrefixes(List.of("posts:7:")).build(), "a:1");
      await()
          .until(
              () ->
                  lab.log.values().stream()
                      .anyMatch(
                          batch ->
                              batch.getTags().equals(List.of("tag:author-7", "prefix:posts:7:"))));
      await().until(() -> tags.records().size() == 2);
      assertThat(tags.values()).allMatch(tag -> tag.getAt() == write.timestamp());
      assertThat(worker.state()).isEqualTo(InvalidationWorker.State.MEMBER);
    }
  }

  @Test
  void aWorkerThatClosesHandsOverAtOnce() throws Exception {
    InvalidationWorker first = lab.worker("first");
    await().until(() -> first.partitions().equals(Set.of(0, 1)));
    try (InvalidationWorker second = lab.worker("second")) {
      await().until(() -> first.partitions().size() == 1 && second.partitions().size() == 1);
      long closed = System.nanoTime();
      first.close();
      await().pollInterval(Duration.ofMillis(5)).until(() -> second.partitions().size() == 2);
      assertThat(Duration.ofNanos(System.nanoTime() - closed)).isLessThan(Duration.ofSeconds(4));
      RecordMetadata write = lab.write("posts:1", null);
      RecordMetadata other = lab.write("posts:2", null);
      await().until(() -> lab.watermark(write.partition()) >= write.timestamp());
      await().until(() -> lab.watermark(other.partition()) >= other.timestamp());
      assertThat(first.state()).isEqualTo(InvalidationWorker.State.STOPPED);
    }
  }

  @Test
  void writesThatWereDeletedUnreadRaiseEveryFloor() throws Exception {
    try (InvalidationWorker worker = lab.worker("first")) {
      await().until(() -> lab.watermark(0) > 0 && lab.watermark(1) > 0);
      assertThat(worker.partitions()).hasSize(2);
    }
    RecordMetadata lost = lab.write("posts:1", null);
    TopicPartition partition = new TopicPartition(lab.topics.writes.name(), lost.partition());
    try (Admin admin = Admin.create(InvalidationLab.kafka())) {
      admin
          .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(lost.offset() + 1)))
          .all()
          .get();
    }
    try (InvalidationWorker worker = lab.worker("second");
        TopicTail<TagInvalidation> tags = TopicTail.of(lab.topics.tags, TagInvalidation.class)) {
      await()
          .until(
              () -> lab.log.values().stream().anyMatch(batch -> batch.getFloors().contains("*")));
      InvalidationBatch raised =
          lab.log.values().stream()
              .filter(batch -> batch.getFloors().contains("*"))
              .findFirst()
              .orElseThrow();
      assertThat(raised.getPartition()).isEqualTo(lost.partition());
      await().until(() -> tags.records().size() == 1);
      assertThat(tags.records().get(0).key()).isEqualTo("region:*".getBytes(UTF_8));
      assertThat(tags.values().get(0).getAt()).isGreaterThanOrEqualTo(lost.timestamp());
      assertThat(worker.partitions()).hasSize(2);
    }
  }

  @Test
  void whileTheBrokerIsAwayNothingIsLost() throws Exception {
    try (InvalidationWorker worker = lab.worker("w")) {
      await().until(() -> lab.watermark(0) > 0 && lab.watermark(1) > 0);
      Embedded.kafka().restart();
      RecordMetadata write = lab.write("posts:1", null);
      await().until(() -> lab.watermark(write.partition()) >= write.timestamp());
      assertThat(lab.told("posts:1")).isPositive();
      assertThat(CacheKey.partition("posts:1", 2)).isEqualTo(write.partition());
      assertThat(worker.partitions()).contains(write.partition());
    }
  }
}
