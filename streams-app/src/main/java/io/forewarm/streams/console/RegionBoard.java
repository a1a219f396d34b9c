package io.forewarm.streams.console;

import io.forewarm.schemas.RegionStats;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What every region did in the last two minutes. Safe for concurrent use. */
public final class RegionBoard {
  /** How far back the board remembers. */
  private static final Duration MEMORY = Duration.ofMinutes(2);

  private static final long WINDOW_MILLIS = 10_000;
  private static final double SECONDS = WINDOW_MILLIS / 1000.0;
  private static final long LATE_MILLIS = 8_000;

  private final Map<String, NavigableMap<Long, RegionStats>> regions = new TreeMap<>();
  private final Clock clock;

  /** Judges by this clock what is old. */
  public RegionBoard(Clock clock) {
    this.clock = clock;
  }

  /**
   * A region as the console shows it: means over the last ten seconds that are known.
   *
   * @param hitRatio share of the reads that did not wait for the origin, 0 to 1; 0 without reads
   * @param nearRatio share of the reads that near caches answered
   * @param redisRatio share of the reads that Redis answered
   * @param staleRatio share of the reads that were answered after the soft expiry
   * @param missRatio share of the reads that waited for the origin
   * @param meanLoadMs mean time of a load, milliseconds; 0 without loads
   * @param series one point for each span in which it was read, the oldest first
   */
  public record Row(
      String region,
      double readsPerSecond,
      double hitRatio,
      double nearRatio,
      double redisRatio,
      double staleRatio,
      double missRatio,
      double loadsPerSecond,
      double loadFailuresPerSecond,
      double meanLoadMs,
      double writesPerSecond,
      List<Point> series) {}

  /**
   * Means over the ten seconds that end at a time.
   *
   * @param at broker time, milliseconds since 1970
   */
  public record Point(long at, double readsPerSecond, double hitRatio, double loadsPerSecond) {}

  /** Forgets everything, before the records are read anew. */
  synchronized void clear() {
    regions.clear();
  }

  /** Takes sums of one span; what comes later for the same span adds up. */
  public synchronized void put(String region, RegionStats stats) {
    long oldest = clock.millis() - MEMORY.toMillis();
    boolean sums = stats.getObservation() == null && stats.getToMs() > stats.getFromMs();
    if (sums && stats.getToMs() > oldest) {
      regions
          .computeIfAbsent(region, name -> new TreeMap<>())
          .merge(stats.getFromMs(), stats, RegionBoard::sum);
    }
  }

  /** Returns the regions that did something in the last two minutes, by name, with their past. */
  public synchronized List<Row> rows() {
    return rows(true);
  }

  /** Returns the same without their past. */
  public synchronized List<Row> present() {
    return rows(false);
  }

  /** Returns the past of a region, or of all together; the oldest first. */
  public synchronized List<Point> past(@Nullable String region) {
    if (region != null) {
      return points(regions.getOrDefault(region, new TreeMap<>()));
    }
    NavigableMap<Long, RegionStats> all = new TreeMap<>();
    regions
        .values()
        .forEach(spans -> spans.forEach((from, sums) -> all.merge(from, sums, RegionBoard::sum)));
    return points(all);
  }

  private List<Row> rows(boolean past) {
    long now = clock.millis();
    long oldest = now - MEMORY.toMillis();
    regions.values().forEach(spans -> spans.headMap(oldest).clear());
    regions.values().removeIf(Map::isEmpty);
    long newest =
        regions.values().stream()
            .mapToLong(spans -> spans.lastEntry().getValue().getToMs())
            .max()
            .orElse(0);
    long end = Math.max(newest, now - LATE_MILLIS);
    List<Row> rows = new ArrayList<>(regions.size());
    regions.forEach((region, spans) -> rows.add(row(region, spans, end, past)));
    return rows;
  }

  private static Row row(
      String region, NavigableMap<Long, RegionStats> spans, long end, boolean past) {
    Collection<RegionStats> last = spans.tailMap(end - WINDOW_MILLIS).values();
    double reads = sum(last, RegionStats::getReads);
    double loads = sum(last, RegionStats::getLoads);
    double near = sum(last, RegionStats::getNearHits);
    double redis = sum(last, RegionStats::getRedisHits);
    return new Row(
        region,
        reads / SECONDS,
        share(near + redis, reads),
        share(near, reads),
        share(redis, reads),
        share(sum(last, RegionStats::getStaleHits), reads),
        share(sum(last, RegionStats::getMisses), reads),
        loads / SECONDS,
        sum(last, RegionStats::getLoadFailures) / SECONDS,
        share(sum(last, RegionStats::getLoadMicros) / 1000.0, loads),
        sum(last, RegionStats::getWrites) / SECONDS,
        past ? points(spans) : List.of());
  }

  private static List<Point> points(NavigableMap<Long, RegionStats> spans) {
    List<Point> points = new ArrayList<>(spans.size());
    for (RegionStats span : spans.values()) {
      long end = span.getToMs();
      Collection<RegionStats> last = spans.subMap(end - WINDOW_MILLIS, true, end, false).values();
      double reads = sum(last, RegionStats::getReads);
      double hits = sum(last, RegionStats::getNearHits) + sum(last, RegionStats::getRedisHits);
      points.add(
          new Point(
              end,
              reads / SECONDS,
              share(hits, reads),
              sum(last, RegionStats::getLoads) / SECONDS));
    }
    return points;
  }

  private static RegionStats sum(RegionStats one, RegionStats other) {
    return RegionStats.newBuilder(one)
        .setReads(one.getReads() + other.getReads())
        .setNearHits(one.getNearHits() + other.getNearHits())
        .setRedisHits(one.getRedisHits() + other.getRedisHits())
        .setStaleHits(one.getStaleHits() + other.getStaleHits())
        .setMisses(one.getMisses() + other.getMisses())
        .setLoads(one.getLoads() + other.getLoads())
        .setLoadFailures(one.getLoadFailures() + other.getLoadFailures())
        .setLoadMicros(one.getLoadMicros() + other.getLoadMicros())
        .setWrites(one.getWrites() + other.getWrites())
        .setKeys(one.getKeys() + other.getKeys())
        .build();
  }

  private static double sum(Collection<RegionStats> spans, ToLongFunction<RegionStats> what) {
    return spans.stream().mapToLong(what).sum();
  }

  private static double share(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
