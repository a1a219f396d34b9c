package io.forewarm.client.events;

import java.util.concurrent.atomic.LongAdder;

/**
 * Reads of one region, all keys together, and how many of them each partition has been told. Only
 * the flush thread looks here, but for the near hits.
 */
final class RegionTotal {
  final String region;

  /** Near hits that were taken from the counters; a meter reads them. */
  final LongAdder nearHits = new LongAdder();

  private final long[] told;
  private long reads;
  private long readsAtFlush;

  RegionTotal(String region, int partitions) {
    this.region = region;
    this.told = new long[partitions];
  }

  void add(long more) {
    reads += more;
  }

  /** Reads since the start. */
  long reads() {
    return reads;
  }

  /** Reads that had been counted at the last flush. */
  long readsAtFlush() {
    return readsAtFlush;
  }

  void flushed() {
    readsAtFlush = reads;
  }

  /** Returns the reads that a partition has not been told yet, and counts them as told. */
  long tell(int partition) {
    long news = reads - told[partition];
    told[partition] = reads;
    return news;
  }
}
