package io.forewarm.streams.observation;

import static io.forewarm.streams.PipelineDriver.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.CacheFigures;
import io.forewarm.schemas.Insight;
import io.forewarm.schemas.KeyAccess;
import io.forewarm.schemas.Mode;
import io.forewarm.schemas.Observation;
import io.forewarm.schemas.RegionStats;
import io.forewarm.schemas.Rule;
import io.forewarm.schemas.Visit;
import io.forewarm.schemas.VisitReport;
import io.forewarm.streams.PipelineConfig;
import io.forewarm.streams.PipelineDriver;
import io.forewarm.streams.Reports;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What reports of a plain cache make of the cache that Forewarm would keep. */
class ObservationStageTest {
  private static final long EVERY = 2_000;

  private final PipelineDriver driver = new PipelineDriver(PipelineConfig.DEFAULT);

  @AfterEach
  void close() {
    driver.close();
  }

  private static Rule.Builder posts() {
    return Rule.newBuilder().setTarget("posts").setSoftTtlMs(10_000L).setHardTtlMs(60_000L);
  }

  private void report(long at, KeyAccess... keys) {
    driver.report(
        START + at, new AccessReport("shop-1", "shop", (int) EVERY, List.of(), List.of(keys), -1L));
  }

  /** Ten reads; a plain cache lets eight of them load when its value has expired. */
  private static KeyAccess.Builder read(String key, boolean expired) {
    KeyAccess.Builder access = Reports.key(key, 10).setSizeBytes(1_000);
    return expired
        ? access.setMisses(8).setLoads(8).setLoadMicros(800_000).setWaitMicros(800_000)
        : access.setRedisHits(10);
  }

  private List<Observation> observations() {
    return driver.insights().stream()
        .map(Insight::getBody)
        .filter(RegionStats.class::isInstance)
        .map(body -> ((RegionStats) body).getObservation())
        .filter(Objects::nonNull)
        .toList();
  }

  private static long sum(List<Observation> said, ToLongFunction<CacheFigures> what) {
    return said.stream().mapToLong(one -> what.applyAsLong(one.getExpected())).sum();
  }

  @Test
  void oneLoadAnExpiryAndNobodyWaitsForIt() {
    driver.rule(posts().setMode(Mode.OBSERVE).build());
    for (long at = EVERY; at <= 60_000; at += EVERY) {
      report(at, read("posts:1", at % 10_000 == 0).build());
    }
    report(70_000);
    List<Observation> said = observations();
    assertThat(said).allMatch(one -> one.getMode() == Mode.OBSERVE);
    assertThat(said.stream().mapToLong(one -> one.getMeasured().getLoads()).sum()).isEqualTo(48);
    assertThat(sum(said, CacheFigures::getReads)).isEqualTo(300);
    assertThat(sum(said, CacheFigures::getMisses)).isEqualTo(1);
    assertThat(sum(said, CacheFigures::getLoads)).isBetween(6L, 12L);
    assertThat(said.get(0).getExpected().getBytes()).isEqualTo(1_000);
    assertThat(said.get(0).getSoftTtlMs()).isEqualTo(10_000);
    assertThat(said.get(0).getHardTtlMs()).isEqualTo(60_000);
  }

  @Test
  void aWriteCostsALoadUnlessItLeavesTheValue() {
    driver.rule(posts().setMode(Mode.OBSERVE).build());
    report(EVERY, read("posts:1", false).build(), read("posts:2", false).build());
    report(
        2 * EVERY,
        read("posts:1", false).setWrites(1).build(),
        read("posts:2", false).setWrites(1).setValueWrites(1).build());
    report(20_000);
    List<Observation> said = observations();
    assertThat(sum(said, CacheFigures::getLoads)).isEqualTo(3);
    assertThat(sum(said, CacheFigures::getWrites)).isEqualTo(2);
  }

  @Test
  void whatWouldBeWarmedIsCountedAndNotOrdered() {
    driver.rule(
        Rule.newBuilder()
            .setTarget("site")
            .setMode(Mode.OBSERVE)
            .setSoftTtlMs(300_000L)
            .setHardTtlMs(300_000L)
            .build());
    long at = 0;
    for (int i = 0; i < 900; i++) {
      String user = "user" + i % 40;
      for (String kind : List.of("page", "picture")) {
        String key = "site:" + kind + ":" + i % 25;
        report(
            at + 200, Reports.key(key, 1).setMisses(1).setLoads(1).setLoadMicros(50_000).build());
        Visit visit = new Visit(user, key, 100);
        driver.visits(START + at + 100, new VisitReport("shop-1", "shop", 100, List.of(visit)));
        driver.pass(Duration.ofSeconds(30));
        at += 30_000;
      }
    }
    report(at + 10_000);
    List<Observation> said = observations();
    assertThat(driver.commands()).isEmpty();
    long warmed = sum(said, CacheFigures::getWarmed);
    assertThat(warmed).isGreaterThan(200);
    assertThat(sum(said, CacheFigures::getUseful)).isGreaterThan(warmed * 7 / 10);
    assertThat(sum(said, CacheFigures::getLoads)).isLessThan(1_980);
    assertThat(sum(said, CacheFigures::getMisses)).isLessThan(1_800 - warmed / 2);
  }

  @Test
  void aShareOfTheKeysStandsBesideTheOthers() {
    driver.rule(posts().setMode(Mode.ACT).setActKeys(0.5).build());
    KeyAccess[] keys = new KeyAccess[100];
    for (int key = 0; key < keys.length; key++) {
      keys[key] = read("posts:" + key, false).build();
    }
    report(EVERY, keys);
    report(20_000);
    List<Observation> said = observations();
    assertThat(said)
        .extracting(Observation::getMode)
        .containsExactlyInAnyOrder(Mode.ACT, Mode.OBSERVE);
    assertThat(said.stream().mapToLong(one -> one.getMeasured().getReads()).sum()).isEqualTo(1_000);
    assertThat(said)
        .allSatisfy(
            one -> {
              assertThat(one.getMeasured().getReads()).isBetween(300L, 700L);
              assertThat(one.getExpected() == null).isEqualTo(one.getMode() == Mode.ACT);
            });
  }

  @Test
  void twoClientsThatReadAtOnceCauseOneLoad() {
    driver.rule(posts().setMode(Mode.OBSERVE).build());
    KeyAccess seldom = Reports.key("posts:1", 1).setRedisHits(1).build();
    report(EVERY, read("posts:2", true).build());
    report(2 * EVERY, seldom);
    report(2 * EVERY + 10, read("posts:1", false).build());
    report(20_000);
    List<Observation> said = observations();
    assertThat(sum(said, CacheFigures::getLoads)).isEqualTo(2);
    assertThat(sum(said, CacheFigures::getMisses)).isEqualTo(2);
    assertThat(sum(said, CacheFigures::getWaitMicros)).isBetween(190_000L, 210_000L);
  }

  @Test
  void whatNoRuleSpeaksOfIsNotFollowed() {
    driver.rule(posts().build());
    report(EVERY, read("posts:1", false).build());
    report(20_000);
    assertThat(observations()).isEmpty();
  }
}
