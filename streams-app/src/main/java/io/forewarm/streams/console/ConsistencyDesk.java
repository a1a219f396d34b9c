package io.forewarm.streams.console;

import io.forewarm.streams.flow.FlowMeters;
import io.forewarm.streams.insight.AlertName;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Says how soon writes take effect, as far as the app knows: from its meters and alerts. */
final class ConsistencyDesk {
  private static final String LAG = "forewarm.invalidation.lag";
  private static final String GROUP = "invalidation";
  private static final String WRITES = "writes";
  private static final double[] WITHIN_MS = {10, 100, 1_000, 10_000};
  private static final int MOST_REGIONS = 100;

  private final MeterReading meters;
  private final Boards boards;

  ConsistencyDesk(MeterReading meters, Boards boards) {
    this.meters = meters;
    this.boards = boards;
  }

  /**
   * What is known.
   *
   * @param records of {@code writes}, ticks included, that took effect since this process began
   * @param meanMs of the time from the append to the effect in Redis
   * @param maxMs the longest such time of the last minutes
   * @param within how many took effect how soon; empty as long as there was none
   * @param watermarkAgeMs of the oldest partition of this instance
   * @param partitions of {@code writes} that this instance works on
   * @param behindSeconds age of the oldest write that no instance has done; null if it is not known
   * @param behindRecords writes and ticks that no instance has done; null if it is not known
   * @param keys made void since this process began
   * @param names tags, prefixes and regions made stale
   * @param refused writes that could not be resolved: a whole region was made stale
   * @param retries invalidations that Redis did not acknowledge at once
   * @param replays times that writes were done again after a change of master
   * @param offenders stale values that {@code ./forewarm check} has found
   * @param regions whose reads are answered after their soft expiry, most first
   */
  record Answer(
      long records,
      double meanMs,
      double maxMs,
      List<Within> within,
      double watermarkAgeMs,
      double partitions,
      @Nullable Double behindSeconds,
      @Nullable Long behindRecords,
      double keys,
      double names,
      double refused,
      double retries,
      double replays,
      List<AlertBoard.Row> offenders,
      List<Stale> regions) {}

  /**
   * How many took effect within a time.
   *
   * @param ms the time, as the meter has it
   * @param share of the records, 0 to 1
   * @param nines 3 for 99.9 %, rounded down to a tenth; where all did, what so many can show
   */
  record Within(double ms, double share, double nines) {}

  /** Reads of a region that were answered after the soft expiry, as a share of its reads. */
  record Stale(String region, double staleRatio, double readsPerSecond) {}

  Answer answer() {
    Timer lag = meters.timer(LAG);
    FlowMeters.@Nullable Behind behind =
        boards.flow().last().readers().stream()
            .filter(one -> one.group().equals(GROUP) && one.topic().equals(WRITES))
            .findAny()
            .orElse(null);
    return new Answer(
        lag == null ? 0 : lag.count(),
        lag == null ? 0 : lag.mean(TimeUnit.MILLISECONDS),
        lag == null ? 0 : lag.max(TimeUnit.MILLISECONDS),
        lag == null ? List.of() : within(lag.takeSnapshot()),
        1000 * meters.gauge("forewarm.invalidation.watermark.age"),
        meters.gauge("forewarm.invalidation.partitions"),
        behind == null ? null : behind.seconds(),
        behind == null ? null : behind.records(),
        meters.count("forewarm.invalidation.effects", "kind", "key"),
        meters.count("forewarm.invalidation.effects", "kind", "name"),
        meters.count("forewarm.invalidation.refused"),
        meters.count("forewarm.invalidation.retries"),
        meters.count("forewarm.invalidation.replays"),
        boards.alerts().rows().stream()
            .filter(alert -> alert.name().equals(AlertName.CONSISTENCY.text()))
            .toList(),
        stale());
  }

  private List<Stale> stale() {
    return boards.regions().rows().stream()
        .map(row -> new Stale(row.region(), row.staleRatio(), row.readsPerSecond()))
        .sorted(Comparator.comparingDouble(Stale::staleRatio).reversed())
        .limit(MOST_REGIONS)
        .toList();
  }

  /** The meter counts in buckets: of each time the largest bucket within it is taken. */
  static List<Within> within(HistogramSnapshot lag) {
    double all = lag.count();
    CountAtBucket[] buckets = lag.histogramCounts();
    if (all == 0 || buckets.length == 0) {
      return List.of();
    }
    return Arrays.stream(WITHIN_MS)
        .mapToObj(
            ms ->
                Arrays.stream(buckets)
                    .filter(bucket -> bucket.bucket(TimeUnit.MILLISECONDS) <= ms)
                    .max(Comparator.comparingDouble(CountAtBucket::bucket)))
        .flatMap(Optional::stream)
        .map(bucket -> within(bucket.bucket(TimeUnit.MILLISECONDS), bucket.count(), all))
        .toList();
  }

  private static Within within(double ms, double visible, double all) {
    double hidden = Math.max(1, all - visible) / all;
    return new Within(ms, Math.min(1, visible / all), Math.floor(-Math.log10(hidden) * 10) / 10);
  }
}
