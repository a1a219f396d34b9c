package io.forewarm.benchmarks.stampede;

import java.util.List;

/**
 * What became of the expiries of a key, one report of all processes a round.
 *
 * @param rounds without those that only warmed up
 */
public record StampedeFigures(List<BurstReport> rounds) {
  /** Refuses to speak about nothing. */
  public StampedeFigures {
    if (rounds.isEmpty()) {
      throw new IllegalArgumentException("no round was run");
    }
    rounds = List.copyOf(rounds);
  }

  /** Mean loads an expiry. */
  public double loadsPerExpiry() {
    return rounds.stream().mapToInt(BurstReport::loads).average().orElseThrow();
  }

  /** Loads of the worst expiry. */
  public int mostLoads() {
    return rounds.stream().mapToInt(BurstReport::loads).max().orElseThrow();
  }

  /** Readers that waited for a load, in all rounds. */
  public int waited() {
    return rounds.stream().mapToInt(BurstReport::waited).sum();
  }

  /** The 99th percentile of all reads, milliseconds. */
  public double p99Millis() {
    List<Long> sorted = rounds.stream().flatMap(round -> round.micros().stream()).sorted().toList();
    return sorted.get((int) Math.ceil(0.99 * sorted.size()) - 1) / 1000.0;
  }
}
