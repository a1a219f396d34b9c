package io.forewarm.client.control;

import static io.forewarm.client.control.FollowedLog.BROKER_NOW;
import static io.forewarm.client.control.FollowedLog.batch;
import static io.forewarm.client.control.FollowedLog.hot;
import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.schemas.InvalidationBatch;
import io.forewarm.schemas.Rule;
import io.forewarm.schemas.TagInvalidation;
import java.util.List;
import org.apache.kafka.common.PartitionInfo;
import org.junit.jupiter.api.Test;

/** What the client is told of which record, and what it is told when records are missing. */
class ControlReaderTest {
  private static final byte[] GARBAGE = {1, 2, 3};

  private final FollowedLog log = new FollowedLog();

  private double count(String meter) {
    return log.meters.get(meter).counter().count();
  }

  private void begun() {
    log.begin();
    log.poll();
    log.listener.forget();
  }

  @Test
  void theFirstContactProvesNothingThatWasCachedBefore() {
    log.append(log.topics.invalidations, 0, null, batch(0, BROKER_NOW, 1L));
    log.begin();
    assertThat(log.listener.told()).containsExactly("lost");
    log.poll();
    assertThat(log.listener.told()).as("invalidations are read from the end").hasSize(1);
    assertThat(log.watermark.millis()).isZero();
  }

  @Test
  void tellsWhatWasInvalidatedBeforeItRaisesTheWatermark() {
    begun();
    log.learn(BROKER_NOW);
    InvalidationBatch first =
        InvalidationBatch.newBuilder(batch(0, BROKER_NOW - 50, 7L, 8L))
            .setTags(List.of("tag:cats", "prefix:posts:"))
            .setFloors(List.of("users", "*"))
            .build();
    log.append(log.topics.invalidations, 0, null, first);
    log.poll();
    assertThat(log.listener.told())
        .containsExactly(
            "invalidated 7",
            "invalidated 8",
            "voided tag:cats " + (BROKER_NOW - 49),
            "voided prefix:posts: " + (BROKER_NOW - 49),
            "voided region:users " + (BROKER_NOW - 49),
            "voided region:* " + (BROKER_NOW - 49));
    assertThat(log.watermark.millis()).as("partition 1 has said nothing").isZero();
    assertThat(log.watermark.nanos()).isEqualTo(ControlLog.NEVER);

    log.append(log.topics.invalidations, 1, null, batch(1, BROKER_NOW - 20));
    log.poll();
    assertThat(log.watermark.millis()).isEqualTo(BROKER_NOW - 50);
    assertThat(log.nanos.getAsLong() - log.watermark.nanos()).isBetween(50_000_000L, 52_000_000L);
  }

  @Test
  void anUnreadableInvalidationMayHaveInvalidatedAnything() {
    begun();
    log.append(log.topics.invalidations, 0, null, GARBAGE, BROKER_NOW);
    log.append(log.topics.invalidations, 0, null, batch(0, BROKER_NOW, 5L));
    log.poll();
    assertThat(log.listener.told()).containsExactly("lost", "invalidated 5");
    assertThat(count("skipped")).isEqualTo(1);
    assertThat(count("lost")).isEqualTo(2);
  }

  @Test
  void aGapInTheInvalidationsProvesNothing() {
    begun();
    log.reaches(log.topics.invalidations, 1, 40, 50);
    log.append(log.topics.invalidations, 1, null, batch(1, BROKER_NOW, 4L));
    log.poll();
    log.poll();
    assertThat(log.listener.told()).containsExactly("lost");
    log.append(log.topics.invalidations, 1, null, batch(1, BROKER_NOW, 5L));
    log.poll();
    assertThat(log.listener.told()).as("goes on from the end").endsWith("invalidated 5");
  }

  @Test
  void anotherConsumerGoesOnWhereTheLastOneWas() {
    begun();
    log.append(log.topics.invalidations, 0, null, batch(0, BROKER_NOW, 5L));
    log.poll();
    log.listener.forget();
    log.beginAnew();
    log.append(log.topics.invalidations, 0, null, batch(0, BROKER_NOW, 6L));
    log.poll();
    assertThat(log.listener.told()).containsExactly("invalidated 6");
  }

  @Test
  void compactedTopicsAreReadFromTheBeginningAndAnUnreadableRecordIsSkipped() {
    log.begin();
    log.append(log.topics.tags, 0, "tag:cats", TagInvalidation.newBuilder().setAt(77).build());
    log.append(log.topics.tags, 0, "tag:dogs", GARBAGE, BROKER_NOW);
    log.append(log.topics.tags, 0, "tag:cows", (TagInvalidation) null);
    log.append(log.topics.tags, 0, null, TagInvalidation.newBuilder().setAt(78).build());
    log.append(log.topics.tags, 0, "tag:eels", TagInvalidation.newBuilder().setAt(79).build());
    log.poll();
    assertThat(log.listener.told())
        .containsExactly("lost", "voided tag:cats 77", "voided tag:eels 79");
    assertThat(count("skipped")).isEqualTo(2);
  }

  @Test
  void rulesAreToldOnceAPollAndAnInvalidOneChangesNothing() {
    begun();
    log.append(log.topics.rules, 0, "posts", rule("posts", 5_000));
    log.append(log.topics.rules, 0, "*", rule("*", 9_000));
    log.append(log.topics.rules, 0, "users", rule("users", -1));
    log.append(log.topics.rules, 0, "other", rule("posts", 1));
    log.poll();
    assertThat(log.listener.told()).containsExactly("rules");
    assertThat(log.listener.rules().forRegion("posts").getSoftTtlMs()).isEqualTo(5_000);
    assertThat(log.listener.rules().forRegion("users").getSoftTtlMs()).isEqualTo(9_000);
    assertThat(count("skipped")).isEqualTo(2);

    log.append(log.topics.rules, 0, "posts", (Rule) null);
    log.poll();
    assertThat(log.listener.rules().forRegion("posts").getSoftTtlMs()).isEqualTo(9_000);
  }

  private static Rule rule(String target, long softTtlMs) {
    return Rule.newBuilder().setTarget(target).setSoftTtlMs(softTtlMs).build();
  }

  @Test
  void aHotKeyCoolsAtItsTimeByItself() {
    begun();
    log.learn(BROKER_NOW);
    log.append(log.topics.hotKeys, 0, "posts:1", hot("posts:1", BROKER_NOW + 30_000));
    log.poll();
    log.nanos.advanceMillis(29_000);
    log.reader.passed();
    assertThat(log.listener.told()).containsExactly("hot posts:1");
    log.nanos.advanceMillis(1_001);
    log.reader.passed();
    assertThat(log.listener.told()).containsExactly("hot posts:1", "cooled posts:1");
  }

  @Test
  void aRenewalKeepsAKeyHotAndATombstoneCoolsItAtOnce() {
    begun();
    log.learn(BROKER_NOW);
    log.append(log.topics.hotKeys, 0, "posts:1", hot("posts:1", BROKER_NOW + 30_000));
    log.append(log.topics.hotKeys, 0, "posts:1", hot("posts:1", BROKER_NOW + 40_000));
    log.poll();
    log.nanos.advanceMillis(35_000);
    log.poll();
    assertThat(log.listener.told()).containsExactly("hot posts:1", "hot posts:1");
    log.append(log.topics.hotKeys, 0, "posts:1", (io.forewarm.schemas.HotKey) null);
    log.append(log.topics.hotKeys, 0, "posts:2", (io.forewarm.schemas.HotKey) null);
    log.poll();
    assertThat(log.listener.told()).endsWith("cooled posts:1").doesNotContain("cooled posts:2");
  }

  @Test
  void aHotKeyOfLongAgoIsIgnored() {
    begun();
    log.learn(BROKER_NOW + 60_000);
    log.append(log.topics.hotKeys, 0, "posts:1", hot("posts:1", BROKER_NOW + 30_000));
    log.poll();
    assertThat(log.listener.told()).isEmpty();
  }

  @Test
  void aHotKeyCoolsAlsoWhenNobodyTellsTheBrokersTime() {
    begun();
    log.append(log.topics.hotKeys, 0, "posts:1", hot("posts:1", BROKER_NOW + 30_000));
    log.poll();
    log.nanos.advanceMillis(30_001);
    log.reader.passed();
    assertThat(log.listener.told()).containsExactly("hot posts:1", "cooled posts:1");
  }

  @Test
  void isCurrentWhenWhatWasThereAtTheStartHasBeenRead() {
    log.append(log.topics.tags, 0, "tag:cats", TagInvalidation.newBuilder().setAt(77).build());
    log.begin();
    assertThat(log.current.getCount()).isEqualTo(1);
    log.poll();
    assertThat(log.current.getCount()).isZero();
    assertThat(log.listener.told()).contains("voided tag:cats 77");
  }

  @Test
  void waitsForTopicsAsConfigured() {
    assertThat(log.obstacle()).hasValueSatisfying(why -> assertThat(why).contains("not exist"));
    log.topics.all().forEach(topic -> exists(topic.name(), topic.partitions()));
    assertThat(log.obstacle()).isEmpty();
    exists(log.topics.invalidations.name(), 3);
    assertThat(log.obstacle())
        .hasValueSatisfying(why -> assertThat(why).contains("has 3 partitions").contains("for 2"));
  }

  private void exists(String topic, int partitions) {
    List<PartitionInfo> infos =
        java.util.stream.IntStream.range(0, partitions)
            .mapToObj(part -> new PartitionInfo(topic, part, null, null, null))
            .toList();
    log.consumer().updatePartitions(topic, infos);
  }
}
