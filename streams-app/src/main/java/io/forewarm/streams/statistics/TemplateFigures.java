package io.forewarm.streams.statistics;

import io.forewarm.schemas.Share;
import java.util.List;

/**
 * What the keys of a template did over some time, as people read it. Shares are 0 to 1, and 0 where
 * there is nothing to divide by.
 *
 * @param hitRatio share of the reads that did not wait for the origin
 * @param staleRatio share of the reads that were answered after the soft expiry
 * @param loadMs times of loads, milliseconds: of each report of a key the mean
 * @param waitMs how long reads waited that missed, milliseconds
 * @param sizeBytes sizes of values in Redis
 * @param reuseMs time between two reads of a key, milliseconds
 * @param writesPerRead churn: writes for each read
 * @param keys distinct keys, 6.5 % off in general
 * @param oneHitShare share of the keys that were read once, within an hour or since the start
 * @param valueBytes memory of the values: distinct keys times mean size
 * @param compressedBytesPerSecond of values that were given to compression
 * @param savedRatio share of these bytes that compression saved
 * @param compressMsPerSecond time that compression took, milliseconds, all clients together
 * @param ttlMs time that values are fresh, as seen
 * @param slots the hash slots with the most reads that reached Redis, most first
 * @param entities the entities (users) with the most reads, most first
 * @param partitions reads by partition of reports
 * @param example one of the cache keys
 */
public record TemplateFigures(
    double readsPerSecond,
    double hitRatio,
    double nearRatio,
    double redisRatio,
    double staleRatio,
    double missRatio,
    double loadsPerSecond,
    double loadFailuresPerSecond,
    Quantiles loadMs,
    Quantiles waitMs,
    Quantiles sizeBytes,
    Quantiles reuseMs,
    double writesPerSecond,
    double writesPerRead,
    long keys,
    double oneHitShare,
    long valueBytes,
    double compressedBytesPerSecond,
    double savedRatio,
    double compressMsPerSecond,
    long ttlMs,
    List<Of> slots,
    List<Of> entities,
    List<Long> partitions,
    String example) {

  /** Half, 95 of a hundred and 99 of a hundred do not exceed these. */
  public record Quantiles(double p50, double p95, double p99) {
    static Quantiles of(LogHistogram histogram, double unit) {
      return new Quantiles(
          histogram.quantile(0.5) / unit,
          histogram.quantile(0.95) / unit,
          histogram.quantile(0.99) / unit);
    }
  }

  /**
   * One of many.
   *
   * @param share of the reads of the template
   */
  public record Of(String name, double share) {}

  /** Reads sums of some seconds. */
  public static TemplateFigures of(TemplateSums sums, double seconds) {
    return new TemplateFigures(
        sums.get(Figure.READS) / seconds,
        sums.ratio(Figure.NEAR_HITS, Figure.READS) + sums.ratio(Figure.REDIS_HITS, Figure.READS),
        sums.ratio(Figure.NEAR_HITS, Figure.READS),
        sums.ratio(Figure.REDIS_HITS, Figure.READS),
        sums.ratio(Figure.STALE_HITS, Figure.READS),
        sums.ratio(Figure.MISSES, Figure.READS),
        sums.get(Figure.LOADS) / seconds,
        sums.get(Figure.LOAD_FAILURES) / seconds,
        Quantiles.of(sums.loadTimes(), 1_000),
        Quantiles.of(sums.waitTimes(), 1_000),
        Quantiles.of(sums.sizes(), 1),
        Quantiles.of(sums.reuseTimes(), 1),
        sums.get(Figure.WRITES) / seconds,
        sums.ratio(Figure.WRITES, Figure.READS),
        Math.round(sums.distinctKeys()),
        sums.ratio(Figure.SAMPLED_ONCE, Figure.SAMPLED_KEYS),
        Math.round(sums.valueBytes()),
        sums.get(Figure.COMPRESSED_BYTES) / seconds,
        sums.ratio(Figure.SAVED_BYTES, Figure.COMPRESSED_BYTES),
        sums.get(Figure.COMPRESS_MICROS) / 1000.0 / seconds,
        sums.get(Peak.TTL_MS),
        of(sums.slots(), sums.get(Figure.READS) - sums.get(Figure.NEAR_HITS)),
        of(sums.entities(), sums.get(Figure.READS)),
        sums.partitions(),
        sums.example());
  }

  private static List<Of> of(List<Share> shares, long all) {
    return shares.stream()
        .map(share -> new Of(share.getName(), all == 0 ? 0 : share.getReads() / (double) all))
        .toList();
  }
}
