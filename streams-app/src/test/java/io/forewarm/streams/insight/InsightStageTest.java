package io.forewarm.streams.insight;

import static io.forewarm.streams.PipelineDriver.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.Insight;
import io.forewarm.schemas.RegionStats;
import io.forewarm.streams.PipelineConfig;
import io.forewarm.streams.PipelineDriver;
import io.forewarm.streams.Reports;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sums of regions over spans. */
class InsightStageTest {
  private final PipelineDriver driver = new PipelineDriver(PipelineConfig.DEFAULT);

  @AfterEach
  void close() {
    driver.close();
  }

  /** What was summed since the last call; alerts are another test's. */
  private List<Insight> sums() {
    return driver.insights().stream()
        .filter(insight -> insight.getBody() instanceof RegionStats)
        .toList();
  }

  private static RegionStats stats(Insight insight) {
    return (RegionStats) insight.getBody();
  }

  @Test
  void sumsAllCountersOfARegionOverASecond() {
    AccessReport report = Reports.of("shop", Map.of("r:a", 1L));
    report
        .getKeys()
        .set(
            0,
            Reports.key("r:a", 10)
                .setNearHits(4)
                .setRedisHits(3)
                .setStaleHits(1)
                .setMisses(2)
                .setLoads(5)
                .setLoadFailures(6)
                .setLoadMicros(7000)
                .setWrites(8)
                .build());
    driver.report(START, report);
    driver.report(START + 999, report);
    driver.report(START + 999, Reports.of("shop", Map.of("s:a", 1L, "s:b", 2L)));
    driver.report(START + 1000, Reports.of("shop", Map.of("r:a", 100L)));
    driver.report(START + 5000, Reports.of("shop", Map.of("r:a", 0L)));
    driver.report(START + 6000, Reports.of("shop", Map.of()));
    List<Insight> insights = sums();
    assertThat(insights)
        .filteredOn(insight -> insight.getRegion().equals("r"))
        .extracting(InsightStageTest::stats)
        .first()
        .isEqualTo(
            new RegionStats(
                START, START + 1000, 20L, 8L, 6L, 2L, 4L, 10L, 12L, 14_000L, 16L, 2L, null));
    assertThat(insights)
        .filteredOn(insight -> insight.getRegion().equals("s"))
        .extracting(insight -> stats(insight).getReads(), insight -> stats(insight).getKeys())
        .containsExactly(tuple(3L, 2L));
  }

  @Test
  void whenNothingComesTheLastSpansAreClosedByTheClock() {
    driver.report(START, Reports.of("shop", Map.of("r:a", 7L)));
    assertThat(sums()).isEmpty();
    driver.pass(Duration.ofSeconds(4));
    driver.pass(Duration.ofSeconds(4));
    assertThat(sums()).extracting(insight -> stats(insight).getReads()).containsExactly(7L);
  }

  @Test
  void noReadIsLostHoweverLateReportsCome() {
    Random random = new Random(7);
    long reads = 0;
    long now = START;
    for (int i = 0; i < 2000; i++) {
      now += random.nextInt(200);
      reads += i % 10;
      long late = random.nextInt(4) == 0 ? random.nextInt(20_000) : 0;
      driver.report(Math.max(START, now - late), Reports.of("s", Map.of("r:a", (long) (i % 10))));
    }
    driver.pass(Duration.ofSeconds(4));
    driver.pass(Duration.ofSeconds(4));
    assertThat(sums().stream().mapToLong(insight -> stats(insight).getReads()).sum())
        .isEqualTo(reads)
        .isGreaterThan(1000);
  }
}
