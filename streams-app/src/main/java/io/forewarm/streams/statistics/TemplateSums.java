package io.forewarm.streams.statistics;

import io.forewarm.schemas.KeyAccess;
import io.forewarm.schemas.Share;
import io.forewarm.schemas.Span;
import io.forewarm.schemas.TemplateStats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the keys of a template did over some time. Two of them add up. Not for concurrent use. */
public final class TemplateSums {
  private final long[] counters = new long[Figure.COUNT];
  private final long[] peaks = new long[Peak.values().length];
  private final long[] loadsByTtl = new long[TtlGrid.size()];
  private final LogHistogram loadTimes = new LogHistogram();
  private final LogHistogram waitTimes = new LogHistogram();
  private final LogHistogram sizes = new LogHistogram();
  private final LogHistogram reuseTimes = new LogHistogram();
  private final Heaviest slots = new Heaviest();
  private final Heaviest entities = new Heaviest();
  private final List<Long> partitions = new ArrayList<>();
  private final DistinctKeys keys = new DistinctKeys();
  private String example = "";

  /**
   * Adds what a client did with a key.
   *
   * @param times how often, since the report stands for as many
   */
  void add(KeyAccess access, int times) {
    count(Figure.READS, times * access.getReads());
    count(Figure.NEAR_HITS, times * access.getNearHits());
    count(Figure.REDIS_HITS, times * access.getRedisHits());
    count(Figure.STALE_HITS, times * access.getStaleHits());
    count(Figure.WRITES, times * access.getWrites());
    count(Figure.REPORTS, times);
    peak(Peak.TTL_MS, access.getSoftExpiresInMs());
    count(Figure.COMPRESSED_BYTES, times * access.getCompressedBytes());
    count(Figure.SAVED_BYTES, times * access.getSavedBytes());
    count(Figure.COMPRESS_MICROS, times * access.getCompressMicros());
    if (access.getSizeBytes() > 0) {
      sizes.add(access.getSizeBytes(), times);
      peak(Peak.VALUE_BYTES, access.getSizeBytes());
    }
    if (access.getLoads() > 0 || access.getMisses() > 0) {
      addLoads(access, times);
    }
  }

  private void addLoads(KeyAccess access, int times) {
    long loads = times * access.getLoads();
    long misses = times * access.getMisses();
    count(Figure.MISSES, misses);
    count(Figure.LOADS, loads);
    count(Figure.LOAD_FAILURES, times * access.getLoadFailures());
    count(Figure.LOAD_MICROS, times * access.getLoadMicros());
    count(Figure.WAIT_MICROS, times * access.getWaitMicros());
    if (loads > 0) {
      loadTimes.add(access.getLoadMicros() / access.getLoads(), loads);
    }
    if (loads > 0 && access.getLoadsInFlight() > 0) {
      int step = LoadsAtOnce.step(access.getLoadsInFlight() / access.getLoads());
      counters[Figure.LOADS_AT_ONCE.place() + step] += loads;
      counters[Figure.MICROS_AT_ONCE.place() + step] += times * access.getLoadMicros();
      counters[Figure.SUM_AT_ONCE.place() + step] += times * access.getLoadsInFlight();
    }
    if (misses > 0 && access.getWaitMicros() > 0) {
      waitTimes.add(access.getWaitMicros() / access.getMisses(), misses);
    }
  }

  private void count(Figure figure, long more) {
    counters[figure.place()] += more;
  }

  /**
   * Notes a key that is new since the last time.
   *
   * @param times how many keys it stands for
   */
  void seen(TemplateKey key, int times) {
    keys.add(key.hash(), times);
    peak(Peak.KEY_BYTES, key.bytes());
    example = example.isEmpty() ? key.cacheKey() : example;
  }

  /** Notes where the reads of a key went. */
  void spread(TemplateKey key, long reads, long reached) {
    slots.add(key.slot(), reached);
    entities.add(key.entity(), reads);
  }

  /** Says to which partition of reports all that was added belongs. */
  void cameFrom(int partition) {
    partitions.clear();
    for (int other = 0; other < partition; other++) {
      partitions.add(0L);
    }
    partitions.add(get(Figure.READS));
  }

  private void peak(Peak peak, long value) {
    peaks[peak.place()] = Math.max(peaks[peak.place()], value);
  }

  /** Adds what is known from the sample of the keys. */
  void sampled(long[] counted, long[] loads, LogHistogram reuse, long observedMs) {
    for (int i = 0; i < counted.length; i++) {
      counters[Figure.SAMPLED_KEYS.place() + i] += counted[i];
    }
    for (int ttl = 0; ttl < loads.length; ttl++) {
      loadsByTtl[ttl] += loads[ttl];
    }
    reuseTimes.add(reuse);
    peak(Peak.OBSERVED_MS, observedMs);
  }

  /** Adds what others have summed. */
  public void add(TemplateStats stats) {
    addAll(stats.getCounters(), counters);
    addAll(stats.getLoadsByTtl(), loadsByTtl);
    for (int i = 0; i < Math.min(peaks.length, stats.getPeaks().size()); i++) {
      peaks[i] = Math.max(peaks[i], stats.getPeaks().get(i));
    }
    loadTimes.add(stats.getLoadTimes());
    waitTimes.add(stats.getWaitTimes());
    sizes.add(stats.getSizes());
    reuseTimes.add(stats.getReuseTimes());
    slots.add(stats.getSlots());
    entities.add(stats.getEntities());
    for (int i = 0; i < stats.getPartitions().size(); i++) {
      if (i == partitions.size()) {
        partitions.add(0L);
      }
      partitions.set(i, partitions.get(i) + stats.getPartitions().get(i));
    }
    keys.add(stats.getKeys());
    example = example.isEmpty() ? stats.getExample() : example;
  }

  /** An older record has fewer of them. */
  private static void addAll(List<Long> from, long[] to) {
    for (int i = 0; i < Math.min(to.length, from.size()); i++) {
      to[i] += from.get(i);
    }
  }

  /** Returns all that was added. */
  public TemplateStats stats(String region, String template, Span span, long fromMs) {
    return TemplateStats.newBuilder()
        .setRegion(region)
        .setTemplate(template)
        .setSpan(span)
        .setFromMs(fromMs)
        .setCounters(Arrays.stream(counters).boxed().toList())
        .setPeaks(Arrays.stream(peaks).boxed().toList())
        .setLoadsByTtl(loadsByTtl())
        .setLoadTimes(loadTimes.toBytes())
        .setWaitTimes(waitTimes.toBytes())
        .setSizes(sizes.toBytes())
        .setReuseTimes(reuseTimes.toBytes())
        .setKeys(keys.toBytes())
        .setSlots(slots.top())
        .setEntities(entities.top())
        .setPartitions(List.copyOf(partitions))
        .setExample(example)
        .build();
  }

  /** Begins again from nothing. */
  void clear() {
    Arrays.fill(counters, 0);
    Arrays.fill(peaks, 0);
    Arrays.fill(loadsByTtl, 0);
    loadTimes.clear();
    waitTimes.clear();
    sizes.clear();
    reuseTimes.clear();
    slots.clear();
    entities.clear();
    partitions.clear();
    keys.clear();
    example = "";
  }

  /** Returns a sum. */
  public long get(Figure figure) {
    return counters[figure.place()];
  }

  /** Returns the largest. */
  public long get(Peak peak) {
    return peaks[peak.place()];
  }

  /** Returns one sum by another; 0 if that is 0. */
  public double ratio(Figure part, Figure whole) {
    return get(whole) == 0 ? 0 : get(part) / (double) get(whole);
  }

  /** Loads that each TTL of {@link TtlGrid} would have cost. */
  public List<Long> loadsByTtl() {
    return Arrays.stream(loadsByTtl).boxed().toList();
  }

  /** How long loads took by how many ran at once. */
  public LoadsAtOnce loadsAtOnce() {
    return new LoadsAtOnce(
        steps(Figure.LOADS_AT_ONCE), steps(Figure.MICROS_AT_ONCE), steps(Figure.SUM_AT_ONCE));
  }

  private long[] steps(Figure first) {
    return Arrays.copyOfRange(counters, first.place(), first.place() + LoadsAtOnce.STEPS);
  }

  /** Times of loads, microseconds. */
  public LogHistogram loadTimes() {
    return loadTimes;
  }

  /** How long reads waited that missed, microseconds. */
  public LogHistogram waitTimes() {
    return waitTimes;
  }

  /** Sizes of values in Redis, bytes. */
  public LogHistogram sizes() {
    return sizes;
  }

  /** Time between two reads of a key, milliseconds. */
  public LogHistogram reuseTimes() {
    return reuseTimes;
  }

  /** About how many keys there are. */
  public double distinctKeys() {
    return keys.estimate();
  }

  /** Memory of the values, headers not counted: distinct keys times their mean size, bytes. */
  public double valueBytes() {
    return distinctKeys() * ratio(Figure.SAMPLED_BYTES, Figure.SAMPLED_SIZED);
  }

  /** The slots with the most reads that reached Redis, most first. */
  public List<Share> slots() {
    return slots.top();
  }

  /** The entities with the most reads, most first. */
  public List<Share> entities() {
    return entities.top();
  }

  /** Reads by partition of reports. */
  public List<Long> partitions() {
    return List.copyOf(partitions);
  }

  /** One of the cache keys; empty without any. */
  public String example() {
    return example;
  }
}
