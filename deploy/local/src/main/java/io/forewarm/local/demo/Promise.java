package io.forewarm.local.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.forewarm.local.load.RunFigures;
import io.forewarm.streams.console.ObservationBoard.Figures;
import io.forewarm.streams.console.ObservationBoard.Row;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;

/**
 * What observe mode said of a run with the plain cache, all regions together.
 *
 * @param reads that were reported
 * @param measuredHitRatio of the plain cache, by the reports, 0 to 1
 * @param measuredLoads of the plain cache, by the reports
 * @param hitRatio that act would have had, 0 to 1
 * @param loads that act would have made, ahead of reads or not
 * @param foreignKeys names in Redis that are Forewarm's, after the run
 */
public record Promise(
    @JsonProperty("reads") long reads,
    @JsonProperty("measured_hit_ratio") double measuredHitRatio,
    @JsonProperty("measured_loads") long measuredLoads,
    @JsonProperty("hit_ratio") double hitRatio,
    @JsonProperty("loads") long loads,
    @JsonProperty("forewarm_keys_in_redis") long foreignKeys) {

  static Promise of(List<Row> rows, long foreignKeys) {
    List<Row> observed = rows.stream().filter(row -> row.expected() != null).toList();
    long reads = observed.stream().mapToLong(row -> row.measured().reads()).sum();
    return new Promise(
        reads,
        hitRatio(observed, Row::measured),
        loads(observed, Row::measured),
        hitRatio(observed, row -> Objects.requireNonNull(row.expected())),
        loads(observed, row -> Objects.requireNonNull(row.expected())),
        foreignKeys);
  }

  private static double hitRatio(List<Row> rows, Function<Row, Figures> which) {
    double hits = 0;
    double reads = 0;
    for (Row row : rows) {
      Figures figures = which.apply(row);
      hits += figures.reads() * figures.hitRatio();
      reads += figures.reads();
    }
    return reads == 0 ? 0 : hits / reads;
  }

  private static long loads(List<Row> rows, Function<Row, Figures> which) {
    return rows.stream().mapToLong(row -> which.apply(row).loads()).sum();
  }

  /** Points of hit ratio, 0 to 100, by which act brought more than was promised. */
  double pointsAbove(RunFigures act) {
    return 100 * (act.hitRatio() - hitRatio);
  }

  /** Loads a read in act, over those that were promised. */
  double loadsOver(RunFigures act) {
    return ((double) act.originLoads() / act.reads()) / ((double) loads / reads);
  }

  /** Returns the comparison, for people. */
  String text(RunFigures act) {
    return String.format(
        Locale.ROOT,
        "observe promised a hit ratio of %.1f %% and %.1f loads per 1,000 reads; act brought"
            + " %.1f %% and %.1f. Keys of Forewarm in Redis while it observed: %d%n",
        100 * hitRatio,
        1e3 * loads / reads,
        100 * act.hitRatio(),
        1e3 * act.originLoads() / act.reads(),
        foreignKeys);
  }
}
