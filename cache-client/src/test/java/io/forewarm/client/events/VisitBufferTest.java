package io.forewarm.client.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.SingleObjectSerializer;
import io.forewarm.schemas.Visit;
import io.forewarm.schemas.VisitReport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Visits are told in order, to the partition of their user, in records of bearable size. */
class VisitBufferTest {
  private final ManualClock clock = new ManualClock();

  private VisitBuffer buffer(EventConfig config, int capacity) {
    return new VisitBuffer(config, capacity, clock.getAsLong());
  }

  @Test
  void keepsTheOrderOfEachUserInOnePartition() {
    VisitBuffer buffer = buffer(Events.config(), 100);
    for (int page = 0; page < 5; page++) {
      for (String user : List.of("ann", "bob", "eve", "kim")) {
        buffer.add(user, "posts:" + page, clock.getAsLong());
      }
      clock.advanceMillis(10);
    }

    List<ShardReport<VisitReport>> reports = buffer.take(clock.getAsLong());

    assertThat(reports).allSatisfy(VisitBufferTest::assertInOrder);
    assertThat(reports.stream().mapToInt(shard -> shard.report().getVisits().size()).sum())
        .isEqualTo(20);
    assertThat(reports).allMatch(shard -> shard.report().getIntervalMs() == 50);
    assertThat(buffer.take(clock.getAsLong())).isEmpty();
  }

  private static void assertInOrder(ShardReport<VisitReport> shard) {
    assertThat(shard.report().getVisits())
        .allMatch(visit -> CacheKey.partition(visit.getUser(), 4) == shard.partition());
    List<Visit> visits = shard.report().getVisits();
    for (String user : visits.stream().map(Visit::getUser).distinct().toList()) {
      assertThat(visits)
          .filteredOn(visit -> visit.getUser().equals(user))
          .extracting(Visit::getKey, Visit::getOffsetMs)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("posts:0", 0),
              org.assertj.core.groups.Tuple.tuple("posts:1", 10),
              org.assertj.core.groups.Tuple.tuple("posts:2", 20),
              org.assertj.core.groups.Tuple.tuple("posts:3", 30),
              org.assertj.core.groups.Tuple.tuple("posts:4", 40));
    }
  }

  @Test
  void aFullBufferTakesNoMore() {
    VisitBuffer buffer = buffer(Events.config(), 2);
    assertThat(buffer.add("ann", "posts:1", 0)).isTrue();
    assertThat(buffer.add("ann", "posts:2", 0)).isTrue();
    assertThat(buffer.add("ann", "posts:3", 0)).isFalse();
  }

  @Test
  void aThousandDoNotWaitForTheFlush() {
    VisitBuffer buffer = buffer(Events.config(), 2_000);
    for (int early = 0; early < 10; early++) {
      buffer.add("ann", "posts:1", 0);
      assertThat(buffer.takeEarly(0)).hasSize(1);
    }
    for (int visit = 1; visit < VisitBuffer.FULL; visit++) {
      buffer.add("ann", "posts:1", 0);
    }
    assertThat(buffer.takeEarly(0)).as("ten records were saved").isEmpty();
    buffer.add("ann", "posts:1", 0);
    assertThat(buffer.takeEarly(0)).hasSize(1);
    assertThat(buffer.takeEarly(0)).as("nothing is left").isEmpty();
  }

  @Test
  void aSecretHidesWhoReadsAndDecidesThePartition() {
    byte[] secret = "s".getBytes(StandardCharsets.UTF_8);
    EventConfig plain = Events.config();
    EventConfig config =
        new EventConfig(
            plain.kafka(), plain.topics(), "shop", "shop-1", plain.flushInterval(), secret);
    VisitBuffer buffer = buffer(config, 10);
    buffer.add("ann", "posts:1", clock.getAsLong());

    ShardReport<VisitReport> shard = buffer.take(clock.getAsLong()).get(0);

    String masked = UserMask.of(secret).apply("ann");
    assertThat(shard.report().getVisits().get(0).getUser()).isEqualTo(masked).isNotEqualTo("ann");
    assertThat(shard.partition()).isEqualTo(CacheKey.partition(masked, 4));
  }

  @Test
  void noReportIsLargerThanARecordMayBe() {
    VisitBuffer buffer = buffer(Events.config(), 10_000);
    for (int visit = 0; visit < 10_000; visit++) {
      buffer.add("ann", "posts:" + "ö".repeat(100) + visit, clock.getAsLong());
    }
    List<ShardReport<VisitReport>> reports = buffer.take(clock.getAsLong());
    assertThat(reports).hasSizeGreaterThan(3);
    try (SingleObjectSerializer serializer = new SingleObjectSerializer()) {
      assertThat(reports)
          .allSatisfy(
              shard ->
                  assertThat(serializer.serialize("visits", shard.report()))
                      .hasSizeLessThanOrEqualTo(AccessBatch.MAX_BYTES));
    }
  }
}
