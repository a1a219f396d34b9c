package io.forewarm.streams.console;

import io.forewarm.schemas.RegionStats;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** What every region did in the last two minutes. Safe for concurrent use. */
public final class RegionBoard {
  /** How far back the board remembers. */
  private static final Duration MEMORY = Duration.ofMinutes(2);

  private static final long WINDOW_MILLIS = 10_000;
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
   * @param series one point a span, the oldest first
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
      List<Point> series) {
    Row withoutPast() {
      return new Row(
          region,
          readsPerSecond,
          hitRatio,
          nearRatio,
          redisRatio,
          staleRatio,
          missRatio,
          loadsPerSecond,
          loadFailuresPerSecond,
          meanLoadMs,
          writesPerSecond,
          List.of());
    }
  }

  /**
   * One span of a region.
   *
   * @param at its end, broker time, milliseconds since 1970
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

  /** Returns the regions that did something in the last two minutes, by name. */
  public synchronized List<Row> rows() {
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
    regions.forEach((region, spans) -> rows.add(row(region, spans, end)));
    return rows;
  }

  private static Row row(String region, NavigableMap<Long, RegionStats> spans, long end) {
    List<RegionStats> last = List.copyOf(spans.tailMap(end - WINDOW_MILLIS).values());
    double seconds = WINDOW_MILLIS / 1000.0;
    double reads = sum(last, RegionStats::getReads);
    double loads = sum(last, RegionStats::getLoads);
    double near = sum(last, RegionStats::getNearHits);
    double redis = sum(last, RegionStats::getRedisHits);
    return new Row(
        region,
        reads / seconds,
        share(near + redis, reads),
        share(near, reads),
        share(redis, reads),
        share(sum(last, RegionStats::getStaleHits), reads),
        share(sum(last, RegionStats::getMisses), reads),
        loads / seconds,
        sum(last, RegionStats::getLoadFailures) / seconds,
        share(sum(last, RegionStats::getLoadMicros) / 1000.0, loads),
        sum(last, RegionStats::getWrites) / seconds,
        spans.values().stream().map(RegionBoard::point).toList());
  }

  private static Point point(RegionStats stats) {
    double seconds = (stats.getToMs() - stats.getFromMs()) / 1000.0;
    double hits = stats.getNearHits() + (double) stats.getRedisHits();
    return new Point(
        stats.getToMs(),
        stats.getReads() / seconds,
        share(hits, (double) stats.getReads()),
        stats.getLoads() / seconds);
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

  private static double sum(List<RegionStats> spans, ToLongFunction<RegionStats> what) {
    return spans.stream().mapToLong(what).sum();
  }

  private static double share(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
