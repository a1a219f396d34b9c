package io.forewarm.streams.hotkeys;

import io.forewarm.schemas.CacheKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The reads of one partition, in sub-windows that lie on a grid, and their running sums over every
 * window that ends at the next point of the grid. A step forward touches only what enters and what
 * leaves: an evaluation never adds up a window.
 *
 * <p>Counts are exact while they fit. When they do not, the keys with the fewest reads in the
 * longest window are forgotten in all sub-windows at once, so that a sum stays the sum of its
 * sub-windows; {@link #forgotten} says how many reads any key may have lost.
 */
final class AccessRing {
  /** No point of the grid: nothing was ever counted. */
  static final long NOWHERE = Long.MIN_VALUE;

  private final long grid;
  private final long[] windows;
  private final HotKeyConfig.Capacity capacity;
  private final TreeMap<Long, Bucket> buckets = new TreeMap<>();
  private final Map<Long, KeyHeat> keys = new HashMap<>();
  private final Map<String, long[]> regions = new HashMap<>();
  private long next = NOWHERE;
  private int counters;
  private long forgotten;

  AccessRing(HotKeyConfig config) {
    this.grid = config.evaluateEvery().toMillis();
    this.windows = config.windowsMs();
    this.capacity = config.capacity();
  }

  /** The next point of the grid, at which the windows of the sums end. */
  long next() {
    return next;
  }

  Collection<KeyHeat> keys() {
    return keys.values();
  }

  @Nullable KeyHeat key(long hash) {
    return keys.get(hash);
  }

  Collection<Bucket> buckets() {
    return buckets.values();
  }

  /** Counters in all sub-windows. */
  int counters() {
    return counters;
  }

  /** Reads that a forgotten key may have lost, since the ring was created: the known error. */
  long forgotten() {
    return forgotten;
  }

  /** Returns the reads of a key and its region in every window, shortest window first. */
  List<WindowReads> windows(long hash, String region) {
    KeyHeat heat = keys.get(hash);
    long[] ofRegion = regions.get(region);
    List<WindowReads> all = new ArrayList<>(windows.length);
    for (int i = 0; i < windows.length; i++) {
      all.add(
          new WindowReads(
              windows[i], heat == null ? 0 : heat.reads[i], ofRegion == null ? 0 : ofRegion[i]));
    }
    return all;
  }

  /** Begins at the first point of the grid after a timestamp, unless it has begun. */
  void begin(long timestamp) {
    if (next == NOWHERE) {
      next = onGrid(timestamp) + grid;
    }
  }

  /**
   * Returns the sub-window for a record, or null if it is counted already or older than every
   * window to come.
   */
  @Nullable Bucket open(long timestamp, long offset) {
    long start = onGrid(timestamp);
    if (start < next - longest()) {
      return null;
    }
    Bucket bucket = buckets.computeIfAbsent(start, at -> new Bucket(at, -1));
    if (bucket.covers(offset)) {
      return null;
    }
    bucket.cover(offset);
    return bucket;
  }

  void addRegion(Bucket bucket, String region, long reads) {
    bucket.regions().merge(region, reads, Long::sum);
    add(regions.computeIfAbsent(region, name -> new long[windows.length]), bucket.start(), reads);
  }

  /** Counts reads of a key, 1 or more, and returns its sums. */
  KeyHeat addKey(Bucket bucket, String cacheKey, long reads) {
    long hash = CacheKey.hash(cacheKey);
    if (bucket.keys().add(hash, reads)) {
      counters++;
    }
    return sum(bucket, hash, reads);
  }

  private KeyHeat sum(Bucket bucket, long hash, long reads) {
    KeyHeat heat = keys.computeIfAbsent(hash, fresh -> new KeyHeat(fresh, windows.length));
    add(heat.reads, bucket.start(), reads);
    return heat;
  }

  private void add(long[] sums, long start, long reads) {
    for (int i = 0; i < windows.length; i++) {
      if (start >= next - windows[i]) {
        sums[i] += reads;
      }
    }
  }

  /** Steps to the next point of the grid: what is older than a window leaves it. */
  void step() {
    for (int i = 0; i < windows.length; i++) {
      Bucket leaving = buckets.get(next - windows[i]);
      if (leaving != null) {
        subtract(leaving, i);
      }
    }
    Bucket last = buckets.remove(next - longest());
    counters -= last == null ? 0 : last.keys().size();
    next += grid;
  }

  private void subtract(Bucket leaving, int window) {
    boolean last = window == windows.length - 1;
    leaving
        .keys()
        .forEach(
            (hash, reads) -> {
              KeyHeat heat = keys.get(hash);
              if (heat != null && (heat.reads[window] -= reads) <= 0 && last) {
                keys.remove(hash);
              }
            });
    leaving
        .regions()
        .forEach(
            (region, reads) -> {
              long[] sums = regions.get(region);
              if (sums != null && (sums[window] -= reads) <= 0 && last) {
                regions.remove(region);
              }
            });
  }

  /** Goes to the first point of the grid after a timestamp at once, and forgets all counts. */
  void jump(long timestamp) {
    buckets.clear();
    keys.clear();
    regions.clear();
    counters = 0;
    next = onGrid(timestamp) + grid;
  }

  /** Whether nothing is counted in any window. */
  boolean isEmpty() {
    return buckets.isEmpty();
  }

  /** Takes back sub-windows that were saved, of which the newest says where to go on. */
  void restore(Collection<Bucket> saved) {
    saved.stream().mapToLong(Bucket::start).max().ifPresent(newest -> next = newest + grid);
    for (Bucket bucket : saved) {
      if (bucket.start() >= next - longest()) {
        buckets.put(bucket.start(), bucket);
        counters += bucket.keys().size();
        bucket.keys().forEach((hash, reads) -> sum(bucket, hash, reads));
        bucket
            .regions()
            .forEach(
                (region, reads) ->
                    add(
                        regions.computeIfAbsent(region, name -> new long[windows.length]),
                        bucket.start(),
                        reads));
      }
    }
  }

  /** Returns the hashes that had to be forgotten to stay within the capacity, mostly none. */
  List<Long> shrink() {
    List<Long> gone = new ArrayList<>();
    while (keys.size() > capacity.maxKeys() || counters > capacity.maxCounters()) {
      long[] reads = keys.values().stream().mapToLong(KeyHeat::longest).toArray();
      Arrays.sort(reads);
      long cut = reads[reads.length / 2];
      forgotten += cut;
      keys.values().removeIf(heat -> heat.longest() <= cut && gone.add(heat.hash));
      counters = 0;
      for (Bucket bucket : buckets.values()) {
        bucket.keys().retain(keys::containsKey);
        counters += bucket.keys().size();
      }
    }
    return gone;
  }

  private long onGrid(long timestamp) {
    return Math.floorDiv(timestamp, grid) * grid;
  }

  private long longest() {
    return windows[windows.length - 1];
  }
}
