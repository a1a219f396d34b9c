package io.forewarm.streams.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.forewarm.schemas.RegionStats;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegionBoardTest {
  private static final long NOW = 1_000_000_000;

  private final RegionBoard board =
      new RegionBoard(Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));

  private static RegionStats second(long from, long reads, long near, long redis, long loads) {
    return RegionStats.newBuilder()
        .setFromMs(from)
        .setToMs(from + 1000)
        .setReads(reads)
        .setNearHits(near)
        .setRedisHits(redis)
        .setStaleHits(redis / 2)
        .setMisses(reads - near - redis)
        .setLoads(loads)
        .setLoadFailures(0)
        .setLoadMicros(loads * 20_000)
        .setWrites(1)
        .build();
  }

  @Test
  void showsMeansOfTheLastTenSecondsAndASeriesOfTwoMinutes() {
    for (int ago = 100; ago >= 4; ago--) {
      board.put("posts", second(NOW - ago * 1000L, 100, 50, 40, 10));
    }
    List<RegionBoard.Row> rows = board.rows();
    assertThat(rows).hasSize(1);
    RegionBoard.Row posts = rows.get(0);
    assertThat(posts.readsPerSecond()).isEqualTo(100);
    assertThat(posts.hitRatio()).isCloseTo(0.9, within(1e-9));
    assertThat(posts.nearRatio()).isCloseTo(0.5, within(1e-9));
    assertThat(posts.missRatio()).isCloseTo(0.1, within(1e-9));
    assertThat(posts.staleRatio()).isCloseTo(0.2, within(1e-9));
    assertThat(posts.loadsPerSecond()).isEqualTo(10);
    assertThat(posts.meanLoadMs()).isCloseTo(20, within(1e-9));
    assertThat(posts.series()).hasSize(97);
  }

  @Test
  void aRegionThatIsReadNoMoreFallsToZeroAndIsForgotten() {
    board.put("posts", second(NOW - 60_000, 100, 50, 40, 10));
    assertThat(board.rows().get(0).readsPerSecond()).isZero();
    assertThat(board.rows().get(0).meanLoadMs()).isZero();
    board.put("users", second(NOW - 130_000, 100, 50, 40, 10));
    assertThat(board.rows()).extracting(RegionBoard.Row::region).containsExactly("posts");
  }

  @Test
  void lateSumsOfASpanAddUp() {
    board.put("posts", second(NOW - 5_000, 100, 50, 40, 10));
    board.put("posts", second(NOW - 5_000, 20, 0, 10, 10));
    RegionBoard.Row posts = board.rows().get(0);
    assertThat(posts.readsPerSecond()).isEqualTo(12);
    assertThat(posts.hitRatio()).isCloseTo(100.0 / 120, within(1e-9));
    assertThat(posts.loadsPerSecond()).isEqualTo(2);
    assertThat(posts.writesPerSecond()).isCloseTo(0.2, within(1e-9));
    assertThat(posts.series()).hasSize(1);
    assertThat(posts.series().get(0).readsPerSecond()).isEqualTo(12);
  }

  @Test
  void whatIsReadAnewCountsOnce() {
    board.put("posts", second(NOW - 5_000, 100, 50, 40, 10));
    board.clear();
    board.put("posts", second(NOW - 5_000, 100, 50, 40, 10));
    assertThat(board.rows().get(0).readsPerSecond()).isEqualTo(10);
  }

  /** Clients report every two seconds: every other span of a second has the reads of two. */
  @Test
  void thePastHasTheSameMeasureAsThePresent() {
    for (int ago = 60; ago >= 4; ago -= 2) {
      board.put("posts", second(NOW - ago * 1000L, 200, 100, 80, 20));
      board.put("users", second(NOW - ago * 1000L, 20, 0, 0, 20));
    }
    List<RegionBoard.Point> posts = board.past("posts");
    assertThat(posts).hasSize(29);
    assertThat(posts.get(28).readsPerSecond())
        .isEqualTo(100)
        .isEqualTo(board.present().get(0).readsPerSecond());
    assertThat(board.past(null)).extracting(RegionBoard.Point::readsPerSecond).endsWith(110.0);
    assertThat(board.past("nobody")).isEmpty();
    assertThat(board.present().get(0).series()).isEmpty();
  }
}
