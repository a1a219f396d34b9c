package io.forewarm.streams.hotkeys;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.KeyAccess;
import io.forewarm.schemas.RegionReads;
import io.forewarm.streams.rules.RuleSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The definition of a hot key, as slow and as plain as it can be written: at every end on the grid
 * it adds up every window anew. It judges the production ring and shares nothing with it but what
 * thresholds and windows follow from the settings and rules. Not safe for concurrent use.
 */
public final class HotKeyReference {
  private final HotKeyConfig config;
  private final RuleSource ruleSource;
  private final Map<Integer, Partition> partitions = new HashMap<>();
  private final List<Verdict> verdicts = new ArrayList<>();

  /**
   * The keys that are hot by the raw verdict in one window.
   *
   * @param partition of {@code access}
   * @param end of the window, broker time, milliseconds since 1970, exclusive
   * @param windowMs length of the window, milliseconds
   * @param hot the keys, one or more
   */
  public record Verdict(int partition, long end, long windowMs, Set<String> hot) {}

  private HotKeyRules rules;

  private record Sample(long timestamp, AccessReport report) {}

  private static final class Partition {
    private final Deque<Sample> samples = new ArrayDeque<>();
    private final Set<String> reports = new HashSet<>();
    private long nextEnd = Long.MIN_VALUE;
  }

  private static final class Totals {
    private long reads;
    private long loadMicros;
    private long writes;

    void add(KeyAccess key) {
      reads += key.getReads();
      loadMicros += key.getLoadMicros();
      writes += key.getWrites();
    }
  }

  /**
   * Takes the settings and the rules, which must be those of the run that is judged.
   *
   * @param rules asked at each report for those that hold since the report before
   */
  public HotKeyReference(HotKeyConfig config, RuleSource rules) {
    this.config = config;
    this.ruleSource = rules;
    this.rules = new HotKeyRules(config, rules.current());
  }

  /**
   * Takes a report, in the order of its partition, after judging all windows that end at or before
   * its timestamp.
   *
   * @param timestamp of its record, broker time, milliseconds since 1970
   */
  public void add(int partition, long timestamp, AccessReport report) {
    if (ruleSource.current() != rules.book()) {
      rules = new HotKeyRules(config, ruleSource.current());
      partitions.values().forEach(this::forget);
    }
    Partition seen = partitions.computeIfAbsent(partition, number -> new Partition());
    long grid = config.evaluateEvery().toMillis();
    long firstEndAfter = Math.floorDiv(timestamp, grid) * grid + grid;
    if (seen.nextEnd == Long.MIN_VALUE) {
      seen.nextEnd = firstEndAfter;
    }
    while (seen.nextEnd <= timestamp) {
      if (seen.samples.isEmpty()) {
        seen.nextEnd = firstEndAfter;
        break;
      }
      for (int window = 0; window < rules.windowsMs().length; window++) {
        judge(partition, seen, window);
      }
      seen.nextEnd += grid;
      forget(seen);
    }
    boolean first =
        report.getSequence() < 0
            || seen.reports.add(report.getClient() + '/' + report.getSequence());
    if (first && firstEndAfter - grid >= seen.nextEnd - longestMs()) {
      seen.samples.add(new Sample(timestamp, report));
    }
  }

  private void forget(Partition seen) {
    long oldest = seen.nextEnd - longestMs();
    seen.samples.removeIf(sample -> sample.timestamp() < oldest);
  }

  private void judge(int partition, Partition seen, int place) {
    long window = rules.windowsMs()[place];
    Map<String, Totals> keys = new HashMap<>();
    Map<String, Long> regions = new HashMap<>();
    Map<String, Long> sizes = new HashMap<>();
    for (Sample sample : seen.samples) {
      for (KeyAccess key : sample.report().getKeys()) {
        if (key.getSizeBytes() > 0) {
          sizes.put(key.getKey(), key.getSizeBytes());
        }
      }
      if (sample.timestamp() >= seen.nextEnd - window && sample.timestamp() < seen.nextEnd) {
        for (KeyAccess key : sample.report().getKeys()) {
          keys.computeIfAbsent(key.getKey(), name -> new Totals()).add(key);
        }
        for (RegionReads region : sample.report().getRegions()) {
          regions.merge(region.getRegion(), region.getReads(), Long::sum);
        }
      }
    }
    Set<String> hot = new TreeSet<>();
    keys.forEach(
        (key, totals) -> {
          String region = CacheKey.region(key);
          HotCriterion criterion = rules.criterion(key);
          HotThreshold threshold = criterion.threshold();
          long size = sizes.getOrDefault(key, 0L);
          if (criterion.windows().contains(place)
              && (isHotByReads(totals.reads, regions.getOrDefault(region, 0L), window, threshold)
                  || isTop(key, keys, threshold)
                  || isAtLeast(totals.reads * size * 1000.0 / window, threshold.bytesPerSecond())
                  || isAtLeast(totals.loadMicros / (double) window, threshold.loadMillisPerSecond())
                  || isAtLeast(totals.writes * 1000.0 / window, threshold.writesPerSecond()))) {
            hot.add(key);
          }
        });
    if (!hot.isEmpty()) {
      verdicts.add(new Verdict(partition, seen.nextEnd, window, hot));
    }
  }

  private static boolean isHotByReads(
      long reads, long regionReads, long window, HotThreshold threshold) {
    return reads >= Math.max((double) threshold.minReads(), threshold.share() * regionReads)
        || reads * 1000.0 / window >= threshold.ratePerSecond();
  }

  private static boolean isTop(String key, Map<String, Totals> keys, HotThreshold threshold) {
    long reads = keys.getOrDefault(key, new Totals()).reads;
    long hotter =
        keys.entrySet().stream()
            .filter(other -> CacheKey.region(other.getKey()).equals(CacheKey.region(key)))
            .filter(other -> other.getValue().reads > reads)
            .count();
    return hotter < threshold.topK() && reads >= threshold.minReads();
  }

  private static boolean isAtLeast(double rate, double threshold) {
    return threshold > 0 && rate >= threshold;
  }

  private long longestMs() {
    long[] windows = rules.windowsMs();
    return windows[windows.length - 1];
  }

  /** Returns all windows in which a key was hot, in the order of judging. */
  public List<Verdict> verdicts() {
    return List.copyOf(verdicts);
  }

  /** Returns the keys that were hot in any window. */
  public Set<String> hot() {
    Set<String> all = new TreeSet<>();
    verdicts.forEach(verdict -> all.addAll(verdict.hot()));
    return all;
  }
}
