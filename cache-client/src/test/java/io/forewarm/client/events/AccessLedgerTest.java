package io.forewarm.client.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.KeyAccess;
import io.forewarm.schemas.RegionReads;
import io.forewarm.schemas.SingleObjectSerializer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is reported, when, and to whom. */
class AccessLedgerTest {
  private static final int SUSPECT = 20;
  private static final int MAX_KEYS = 1_000;
  private static final long REDIS_NOW = 1_000_000;

  private final ManualClock clock = new ManualClock();
  private final AtomicLong lostReads = new AtomicLong();
  private final EventConfig config = Events.config(SUSPECT, MAX_KEYS);
  private final CounterTable table = new CounterTable(Events.TOPICS.partitions(), MAX_KEYS);
  private final AccessLedger ledger =
      new AccessLedger(config, table, () -> REDIS_NOW, lostReads::addAndGet, clock.getAsLong());

  private List<ShardReport<AccessReport>> flush() {
    ledger.collect(clock.getAsLong());
    return ledger.all(clock.getAsLong());
  }

  private List<ShardReport<AccessReport>> suspects() {
    ledger.collect(clock.getAsLong());
    return ledger.suspects(clock.getAsLong());
  }

  private static Map<String, KeyAccess> keys(List<ShardReport<AccessReport>> reports) {
    return reports.stream()
        .flatMap(shard -> shard.report().getKeys().stream())
        .collect(Collectors.toMap(KeyAccess::getKey, counts -> counts));
  }

  private static Map<String, Long> regions(AccessReport report) {
    return report.getRegions().stream()
        .collect(Collectors.toMap(RegionReads::getRegion, RegionReads::getReads));
  }

  @Test
  void reportsEachKindOfCountToThePartitionOfTheKey() {
    KeyCounter counter = table.counter("posts:1");
    counter.nearHit(false);
    counter.nearHit(true);
    counter.redisHit(true);
    counter.miss();
    counter.load(1_500, false, 2);
    counter.load(500, true, 3);
    counter.compressed(9_000, 7_000, 30);
    counter.write();
    counter.seen(2_048, REDIS_NOW + 300);
    clock.advanceMillis(2_000);

    List<ShardReport<AccessReport>> reports = flush();

    KeyAccess counts = keys(reports).get("posts:1");
    assertThat(counts)
        .isEqualTo(
            new KeyAccess(
                "posts:1", 4L, 2L, 1L, 2L, 1L, 2L, 1L, 2_000L, 1L, 2_048L, 300L, 0L, 0L, 5L, 9_000L,
                7_000L, 30L));
    assertThat(reports)
        .filteredOn(shard -> !shard.report().getKeys().isEmpty())
        .extracting(ShardReport::partition)
        .containsExactly(CacheKey.partition("posts:1", 4));
  }

  @Test
  void aFlushGoesToEveryPartitionWithTheReadsOfAllRegions() {
    table.counter("posts:1").redisHit(false);
    table.counter("posts:2").miss();
    table.counter("{users}:u:1").redisHit(false);
    clock.advanceMillis(2_000);

    List<ShardReport<AccessReport>> reports = flush();

    assertThat(reports).extracting(ShardReport::partition).containsExactly(0, 1, 2, 3);
    assertThat(reports)
        .allSatisfy(
            shard -> {
              assertThat(shard.key()).isEqualTo(Integer.toString(shard.partition()));
              assertThat(regions(shard.report())).isEqualTo(Map.of("posts", 2L, "users", 1L));
              assertThat(shard.report().getIntervalMs()).isEqualTo(2_000);
              assertThat(shard.report().getClient()).isEqualTo("shop-1");
              assertThat(shard.report().getService()).isEqualTo("shop");
            });
    clock.advanceMillis(2_000);
    assertThat(flush())
        .hasSize(4)
        .allSatisfy(
            shard -> {
              assertThat(shard.report().getRegions()).isEmpty();
              assertThat(shard.report().getKeys()).isEmpty();
            });
  }

  @Test
  void aKeyIsSuspectFromTheThresholdInOneCollection() {
    KeyCounter counter = table.counter("posts:1");
    count(counter, SUSPECT - 1);
    clock.advanceMillis(100);
    assertThat(suspects()).isEmpty();
    count(counter, SUSPECT);
    table.counter("posts:other").redisHit(false);
    clock.advanceMillis(100);

    List<ShardReport<AccessReport>> reports = suspects();

    assertThat(reports).hasSize(1);
    AccessReport report = reports.get(0).report();
    assertThat(reports.get(0).partition()).isEqualTo(CacheKey.partition("posts:1", 4));
    assertThat(report.getKeys())
        .singleElement()
        .satisfies(counts -> assertThat(counts.getReads()).isEqualTo(2 * SUSPECT - 1));
    assertThat(report.getIntervalMs()).isEqualTo(200);
    assertThat(regions(report)).isEqualTo(Map.of("posts", 2L * SUSPECT));
    assertThat(suspects()).isEmpty();
  }

  @Test
  void theIntervalOfASuspectBeginsWithItsLastReport() {
    KeyCounter counter = table.counter("posts:1");
    count(counter, SUSPECT);
    clock.advanceMillis(100);
    assertThat(suspects()).hasSize(1);
    count(counter, SUSPECT);
    clock.advanceMillis(130);
    assertThat(suspects())
        .singleElement()
        .satisfies(shard -> assertThat(shard.report().getIntervalMs()).isEqualTo(130));
  }

  @Test
  void aLateCollectionSuspectsByRate() {
    KeyCounter counter = table.counter("posts:1");
    count(counter, 3 * SUSPECT);
    clock.advanceMillis(500);
    assertThat(suspects()).isEmpty();
    count(counter, 5 * SUSPECT);
    clock.advanceMillis(500);
    assertThat(suspects()).hasSize(1);
  }

  @Test
  void aKeyIsSuspectByItsShareTooUnlessItIsKnownToBeHot() {
    AccessLedger byShare =
        new AccessLedger(
            Events.config(new Suspicion(SUSPECT, 0.1, 5), MAX_KEYS),
            table,
            () -> REDIS_NOW,
            lostReads::addAndGet,
            clock.getAsLong());
    KeyCounter rising = table.counter("posts:rising");
    KeyCounter rest = table.counter("posts:rest");
    byShare.declaredHot("posts:rest", true);
    count(rest, 100);
    count(rising, 4);
    clock.advanceMillis(100);
    byShare.collect(clock.getAsLong());
    assertThat(byShare.suspects(clock.getAsLong())).as("4 reads of 104").isEmpty();

    count(rising, 8);
    clock.advanceMillis(100);
    byShare.collect(clock.getAsLong());
    assertThat(keys(byShare.suspects(clock.getAsLong())))
        .as("12 reads of 112, over two collections")
        .containsOnlyKeys("posts:rising");

    count(rest, 100);
    count(rising, 9);
    clock.advanceMillis(100);
    byShare.collect(clock.getAsLong());
    assertThat(byShare.suspects(clock.getAsLong())).as("9 reads of 109").isEmpty();
  }

  @Test
  void whatASuspectHasToldIsNotToldAgain() {
    KeyCounter counter = table.counter("posts:1");
    count(counter, 2 * SUSPECT);
    clock.advanceMillis(100);
    assertThat(suspects()).hasSize(1);
    counter.redisHit(false);
    clock.advanceMillis(1_900);
    int partition = CacheKey.partition("posts:1", 4);
    List<ShardReport<AccessReport>> reports = flush();
    assertThat(keys(reports).get("posts:1").getReads()).isEqualTo(1);
    assertThat(regions(reports.get(partition).report())).isEqualTo(Map.of("posts", 1L));
    assertThat(regions(reports.get((partition + 1) % 4).report()))
        .as("a partition without suspects learns the whole region at the flush")
        .isEqualTo(Map.of("posts", 2L * SUSPECT + 1));
  }

  @Test
  void anIdleCounterLeavesTheTableAndComesBackWhenItIsTouched() {
    KeyCounter held = table.counter("posts:1");
    held.redisHit(false);
    flush();
    assertThat(table.size()).isEqualTo(1);
    flush();
    assertThat(table.size()).as("not touched since the flush before last").isZero();

    held.nearHit(false);
    assertThat(keys(flush()).get("posts:1").getReads()).isEqualTo(1);
    assertThat(table.counter("posts:1")).isSameAs(held);
  }

  @Test
  void aCounterThatNobodyUsesLeavesTheTable() {
    table.counter("posts:1");
    flush();
    flush();
    assertThat(table.size()).isZero();
  }

  @Test
  void twoCountersOfOneKeyReportOnce() {
    KeyCounter old = table.counter("posts:1");
    old.seen(100, REDIS_NOW + 50);
    old.redisHit(false);
    flush();
    flush();
    KeyCounter young = table.counter("posts:1");
    assertThat(young).isNotSameAs(old);
    young.redisHit(false);
    old.nearHit(false);
    old.nearHit(false);

    KeyAccess counts = keys(flush()).get("posts:1");

    assertThat(counts.getReads()).isEqualTo(3);
    assertThat(counts.getSizeBytes()).as("what the old one saw").isEqualTo(100);
    old.nearHit(false);
    assertThat(keys(flush()).get("posts:1").getReads()).isEqualTo(1);
  }

  @Test
  void theSecondLookFindsWhatWasCountedBesidesTheQueue() {
    KeyCounter counter = table.counter("posts:1");
    counter.redisHit(false);
    flush();
    counter.markTouched(); // as a thread saw it that has not been told yet
    counter.redisHit(false);
    assertThat(keys(flush()).get("posts:1").getReads()).isEqualTo(1);
  }

  @Test
  void theSecondLookFindsTheHitOfAnEntryWhoseOwnerThoughtItQueued() {
    CountedHits entry = new CountedHits(table.counter("posts:1")) {};
    entry.hit();
    assertThat(keys(flush()).get("posts:1").getNearHits()).isEqualTo(1);
    entry.markQueued();
    entry.hit();
    assertThat(keys(flush()).get("posts:1").getNearHits()).isEqualTo(1);
  }

  @Test
  void aFullTableCountsForTheRegionOnly() {
    for (int key = 0; key < MAX_KEYS; key++) {
      table.counter("posts:" + key).redisHit(false);
    }
    KeyCounter overflow = table.counter("posts:more");
    overflow.redisHit(false);
    table.counter("posts:evenmore").miss();

    List<ShardReport<AccessReport>> reports = flush();

    assertThat(keys(reports)).hasSize(MAX_KEYS).doesNotContainKey("posts:more");
    assertThat(regions(reports.get(0).report())).isEqualTo(Map.of("posts", MAX_KEYS + 2L));
    assertThat(lostReads).hasValue(2);
    flush();
    table.counter("posts:more").redisHit(false);
    assertThat(keys(flush())).containsOnlyKeys("posts:more");
  }

  @Test
  void softExpiryIsUnknownOrNeverNegative() {
    table.counter("posts:unknown").redisHit(false);
    KeyCounter past = table.counter("posts:past");
    past.redisHit(false);
    past.seen(1, REDIS_NOW - 10);
    Map<String, KeyAccess> keys = keys(flush());
    assertThat(keys.get("posts:unknown").getSoftExpiresInMs()).isEqualTo(-1);
    assertThat(keys.get("posts:past").getSoftExpiresInMs()).isZero();
  }

  @Test
  void noReportIsLargerThanARecordMayBe() {
    int keys = 20_000;
    CounterTable large = new CounterTable(1, keys);
    EventConfig single =
        new EventConfig(
            Map.of(),
            new io.forewarm.schemas.Topics("t.", 1),
            "shop",
            "shop-1",
            java.time.Duration.ofSeconds(2),
            null);
    AccessLedger many = new AccessLedger(single, large, () -> REDIS_NOW, lostReads::addAndGet, 0);
    for (int key = 0; key < keys; key++) {
      large.counter("posts:é" + "x".repeat(key % 200) + key).redisHit(false);
    }
    many.collect(1);

    List<ShardReport<AccessReport>> reports = many.all(2);

    assertThat(reports).hasSizeGreaterThan(2);
    Set<String> reported = new HashSet<>();
    List<Integer> sizes = new ArrayList<>();
    try (SingleObjectSerializer serializer = new SingleObjectSerializer()) {
      for (ShardReport<AccessReport> shard : reports) {
        byte[] bytes = serializer.serialize("access", shard.report());
        sizes.add(bytes == null ? 0 : bytes.length);
        shard.report().getKeys().forEach(counts -> reported.add(counts.getKey()));
      }
    }
    assertThat(sizes).allMatch(size -> size <= AccessBatch.MAX_BYTES);
    assertThat(sizes.get(0)).as("not cut needlessly").isGreaterThan(AccessBatch.MAX_BYTES / 2);
    assertThat(reported).hasSize(keys);
    assertThat(reports.stream().filter(shard -> !shard.report().getRegions().isEmpty()))
        .as("regions are told once")
        .hasSize(1);
  }

  private static void count(KeyCounter counter, int reads) {
    for (int read = 0; read < reads; read++) {
      counter.nearHit(false);
    }
  }
}
