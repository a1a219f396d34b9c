package io.forewarm.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.SlowOriginRun.Figures;
import io.forewarm.client.SlowOriginRun.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An origin that slows down tenfold: loads ahead of reads fall to nothing within 2 s, reads are as
 * fast as without them, and all returns by itself.
 */
@Tag("integration")
class SlowOriginTest {
  private static final Traffic BOTH = new Traffic(40, 80);
  private static final Traffic READS = new Traffic(40, 0);
  private static final Traffic COMMANDS = new Traffic(0, 80);
  private static final Duration LONG = Duration.ofSeconds(20);

  private static Figures run(long seed, Traffic traffic, Duration calm, Duration slow) {
    try (SlowOriginRun run = new SlowOriginRun(seed, traffic)) {
      Figures figures = run.run(calm, slow);
      System.out.println("seed " + seed + " " + traffic + ": " + figures);
      return figures;
    }
  }

  private static void assertItStopsAndReturns(Figures figures, long probes) {
    assertThat(figures.before()).as("loads ahead while the origin is well").isGreaterThan(40);
    assertThat(figures.probes()).isLessThanOrEqualTo(probes);
    assertThat(figures.late()).as("loads ahead from 2 s on").isLessThanOrEqualTo(probes);
    assertThat(figures.busiest()).as("in 100 ms").isLessThanOrEqualTo(Math.min(1, probes));
    assertThat(figures.back()).as("seconds until all is as before").isLessThan(10);
  }

  @Test
  void nothingIsLoadedAheadOfASlowOrigin() {
    Figures figures = run(1, BOTH, Duration.ofMillis(2_500), Duration.ofMillis(3_500));
    assertItStopsAndReturns(figures, 0);
  }

  @Test
  @Tag("proof")
  void readsOfASlowOriginAreAsFastAsWithNothingAhead() {
    List<Double> ratios = new ArrayList<>();
    for (long seed = 1; seed <= 3; seed++) {
      Figures with = run(seed, BOTH, LONG, LONG);
      Figures without = run(seed, READS, LONG, LONG);
      assertItStopsAndReturns(with, 0);
      ratios.add(with.slowP99() / without.slowP99());
    }
    System.out.println("p99 of reads while it is slow, with over without: " + ratios);
    assertThat(ratios.stream().sorted().toList().get(1)).isLessThanOrEqualTo(1.1);
  }

  @Test
  @Tag("proof")
  void whereNobodyReadsOneProbeASecondFindsOutWhenItIsWell() {
    assertItStopsAndReturns(run(4, COMMANDS, LONG, LONG), LONG.toSeconds());
  }
}
