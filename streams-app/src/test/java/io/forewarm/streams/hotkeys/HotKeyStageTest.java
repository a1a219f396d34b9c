package io.forewarm.streams.hotkeys;

import static io.forewarm.streams.PipelineDriver.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.HeatDimension;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.KeyAccess;
import io.forewarm.schemas.RegionReads;
import io.forewarm.schemas.Rule;
import io.forewarm.streams.PipelineConfig;
import io.forewarm.streams.PipelineDriver;
import io.forewarm.streams.Reports;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The life of a hot key, from reports to announcements. */
class HotKeyStageTest {
  private static final AccessReport NOTHING = Reports.of("any", Map.of());

  private final PipelineDriver driver = new PipelineDriver(PipelineConfig.DEFAULT);

  @AfterEach
  void close() {
    driver.close();
  }

  private void read(long at, String key, long reads) {
    driver.report(START + at, Reports.of("shop", Map.of(key, reads)));
  }

  private void tick(long at) {
    driver.report(START + at, NOTHING);
  }

  private static HotKey value(TestRecord<String, HotKey> record) {
    assertThat(record.value()).isNotNull();
    return record.value();
  }

  @Test
  void isAnnouncedAtTheEndOfItsSubWindowWithAllThatIsKnown() {
    AccessReport report = Reports.of("shop", Map.of("r:a", 40L, "r:b", 60L));
    report.getKeys().forEach(key -> key.setSizeBytes(4096));
    driver.report(START, report);
    driver.report(START + 10, Reports.of("mobile", Map.of("r:a", 60L), Map.of("r", 100L)));
    tick(199);
    assertThat(driver.hotKeys()).isEmpty();
    tick(200);
    List<TestRecord<String, HotKey>> announced = driver.hotKeys();
    assertThat(announced).extracting(TestRecord::key).containsExactlyInAnyOrder("r:a", "r:b");
    HotKey hot =
        announced.stream().filter(r -> r.key().equals("r:a")).map(r -> value(r)).toList().get(0);
    assertThat(hot)
        .isEqualTo(
            HotKey.newBuilder()
                .setKey("r:a")
                .setRatePerSecond(10)
                .setShare(0.5)
                .setRank(1)
                .setReads(100)
                .setWindowMs(10_000)
                .setSince(START + 200)
                .setUntil(START + 30_200)
                .setSources(List.of("mobile", "shop"))
                .setInstances(List.of("mobile-1", "shop-1"))
                .setRedisReadsPerSecond(10)
                .setBytesPerSecond(40_960)
                .setSizeBytes(4096)
                .build());
    assertThat(announced).extracting(record -> value(record).getRank()).contains(2);
  }

  @Test
  void isRenewedEveryTenSecondsAndCooledByATombstone() {
    for (int second = 0; second <= 25; second++) {
      read(second * 1000L, "r:a", 10);
    }
    assertThat(driver.hotKeys())
        .extracting(record -> value(record).getSince(), record -> value(record).getUntil())
        .containsExactly(
            tuple(START + 2200, START + 32_200),
            tuple(START + 2200, START + 42_200),
            tuple(START + 2200, START + 52_200));
    tick(60_000);
    assertThat(driver.hotKeys()).extracting(TestRecord::value).doesNotContainNull();
    tick(90_000);
    List<TestRecord<String, HotKey>> last = driver.hotKeys();
    assertThat(last).extracting(TestRecord::key).containsOnly("r:a");
    assertThat(last).hasSize(4);
    assertThat(last.get(2).value()).isNotNull();
    assertThat(last.get(3).value()).isNull();
    assertThat(last.get(3).timestamp()).isEqualTo(START + 84_200);
  }

  @Test
  void aKeyThatIsColdAgainAfterALongSilenceIsCooledOnce() {
    read(0, "r:a", 100);
    tick(200);
    tick(10_000_000_000L);
    tick(10_000_000_200L);
    List<TestRecord<String, HotKey>> all = driver.hotKeys();
    assertThat(driver.deadLetters()).hasSize(2);
    assertThat(all).hasSize(1);
    tick(3_000_000L);
    tick(3_000_200L);
    assertThat(driver.hotKeys()).filteredOn(record -> record.value() == null).hasSize(1);
  }

  @Test
  void rulesApplyWhileRunning() {
    read(0, "r:a", 20);
    tick(200);
    assertThat(driver.hotKeys()).isEmpty();
    driver.rule(Rule.newBuilder().setTarget("r:a*").setHotMinReads(15L).build());
    read(400, "r:a", 1);
    tick(600);
    assertThat(driver.hotKeys()).extracting(TestRecord::key).containsExactly("r:a");
    driver.rule(Rule.newBuilder().setTarget("r:a*").setHotMinReads(1000L).build());
    tick(20_000);
    assertThat(driver.hotKeys()).extracting(TestRecord::value).containsOnlyNulls().hasSize(1);
  }

  @Test
  void aRulesOwnWindowHoldsForItsKeysWhileRunning() {
    driver.rule(Rule.newBuilder().setTarget("r").setHotWindowMs(1_000L).build());
    for (int second = 0; second < 4; second++) {
      read(second * 1_000L, "r:a", 10);
      read(second * 1_000L, "s:a", 10);
    }
    tick(4_000);
    assertThat(driver.hotKeys()).extracting(TestRecord::key).containsExactly("s:a");
    driver.rule(Rule.newBuilder().setTarget("r").setHotWindowMs(200_000L).build());
    tick(100_000);
    read(100_010, "r:a", 1);
    tick(100_400);
    List<TestRecord<String, HotKey>> announced = driver.hotKeys();
    assertThat(announced)
        .filteredOn(record -> record.key().equals("r:a"))
        .extracting(record -> value(record).getReads(), record -> value(record).getWindowMs())
        .first()
        .isEqualTo(tuple(40L, 200_000L));
  }

  @Test
  void lateReportsCountInTheirOwnSubWindow() {
    tick(0);
    tick(5_000);
    read(1_000, "r:a", 30);
    tick(5_200);
    assertThat(driver.hotKeys()).extracting(TestRecord::key).containsExactly("r:a");
  }

  private static KeyAccess.Builder access(String key, long reads) {
    return Reports.key(key, reads);
  }

  private void report(long at, long sequence, KeyAccess.Builder access) {
    KeyAccess built = access.build();
    RegionReads region = new RegionReads(CacheKey.region(built.getKey()), built.getReads());
    driver.report(
        START + at,
        new AccessReport("shop-1", "shop", 2000, List.of(region), List.of(built), sequence));
  }

  @Test
  void aReportThatComesTwiceCountsOnce() {
    report(0, 0, access("r:a", 20));
    report(10, 0, access("r:a", 20));
    tick(200);
    assertThat(driver.hotKeys()).isEmpty();
    report(210, 1, access("r:a", 10));
    tick(400);
    assertThat(driver.hotKeys())
        .extracting(record -> value(record).getReads())
        .containsExactly(30L);
  }

  @Test
  void aRuleMakesKeysHotByBytesLoadTimeAndWrites() {
    driver.rule(
        Rule.newBuilder()
            .setTarget("item:{id}")
            .setHotBytesPerSecond(1e6)
            .setHotLoadMillisPerSecond(100.0)
            .setHotWritesPerSecond(2.0)
            .build());
    report(0, 0, access("r:item:large", 2).setSizeBytes(5_000_000));
    report(1, 1, access("r:item:slow", 1).setLoadMicros(1_000_000));
    report(2, 2, access("r:item:written", 0).setWrites(20));
    report(3, 3, access("r:other", 2).setSizeBytes(5_000_000).setWrites(20));
    tick(200);
    assertThat(driver.hotKeys())
        .extracting(TestRecord::key, record -> value(record).getDimension())
        .containsExactlyInAnyOrder(
            tuple("r:item:large", HeatDimension.BYTES),
            tuple("r:item:slow", HeatDimension.LOAD_TIME),
            tuple("r:item:written", HeatDimension.WRITES));
  }

  @Test
  void replicasFollowTheReadsThatReachRedisAndRiseAtOnce() {
    report(0, 0, access("r:a", 60_000).setNearHits(50_000));
    tick(200);
    assertThat(driver.hotKeys())
        .extracting(record -> value(record).getReplicas())
        .containsExactly(0);
    report(300, 1, access("r:a", 40_000));
    tick(400);
    assertThat(driver.hotKeys())
        .extracting(
            record -> value(record).getRedisReadsPerSecond(), record -> value(record).getReplicas())
        .containsExactly(tuple(5_000.0, 3));
  }
}
