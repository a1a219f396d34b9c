package io.forewarm.streams.insight;

import io.forewarm.schemas.Insight;
import io.forewarm.schemas.KeyAccess;
import io.forewarm.schemas.RegionStats;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The sums of one region over one span, and the last input offset that they contain. What was
 * handed on is no longer in the sums, so late reports make a further, smaller record of the span.
 */
final class SpanSums {
  private static final int COUNTERS = 10;

  private final String region;
  private final long start;
  private final long[] sums = new long[COUNTERS];
  private long coveredOffset = -1;
  private boolean open;

  SpanSums(String region, long start) {
    this.region = region;
    this.start = start;
  }

  long start() {
    return start;
  }

  /** Whether it has sums that were not handed on. */
  boolean open() {
    return open;
  }

  /** Whether the record at this offset is contained already. */
  boolean covers(long offset) {
    return offset <= coveredOffset;
  }

  /** Adds the other's sums, which come from the record at this offset. */
  void add(SpanSums other, long offset) {
    for (int i = 0; i < COUNTERS; i++) {
      sums[i] += other.sums[i];
    }
    coveredOffset = offset;
    open = true;
  }

  void add(KeyAccess access) {
    add(
        access.getReads(),
        access.getNearHits(),
        access.getRedisHits(),
        access.getStaleHits(),
        access.getMisses(),
        access.getLoads(),
        access.getLoadFailures(),
        access.getLoadMicros(),
        access.getWrites(),
        1);
  }

  void add(RegionStats stats) {
    add(
        stats.getReads(),
        stats.getNearHits(),
        stats.getRedisHits(),
        stats.getStaleHits(),
        stats.getMisses(),
        stats.getLoads(),
        stats.getLoadFailures(),
        stats.getLoadMicros(),
        stats.getWrites(),
        stats.getKeys());
  }

  private void add(long... counters) {
    for (int i = 0; i < COUNTERS; i++) {
      sums[i] += counters[i];
    }
  }

  /** Returns the sums and starts again from nothing. */
  Insight close(long spanMs) {
    RegionStats stats =
        RegionStats.newBuilder()
            .setFromMs(start)
            .setToMs(start + spanMs)
            .setReads(sums[0])
            .setNearHits(sums[1])
            .setRedisHits(sums[2])
            .setStaleHits(sums[3])
            .setMisses(sums[4])
            .setLoads(sums[5])
            .setLoadFailures(sums[6])
            .setLoadMicros(sums[7])
            .setWrites(sums[8])
            .setKeys(sums[9])
            .build();
    java.util.Arrays.fill(sums, 0);
    open = false;
    return Insight.newBuilder().setRegion(region).setAt(start).setBody(stats).build();
  }

  byte[] toBytes() {
    byte[] name = region.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(1 + (2 + COUNTERS) * Long.BYTES + name.length);
    bytes.put((byte) (open ? 1 : 0)).putLong(start).putLong(coveredOffset);
    for (long sum : sums) {
      bytes.putLong(sum);
    }
    return bytes.put(name).array();
  }

  static SpanSums fromBytes(byte[] row) {
    ByteBuffer bytes = ByteBuffer.wrap(row);
    boolean open = bytes.get() == 1;
    long start = bytes.getLong();
    long coveredOffset = bytes.getLong();
    long[] sums = new long[COUNTERS];
    for (int i = 0; i < COUNTERS; i++) {
      sums[i] = bytes.getLong();
    }
    SpanSums read = new SpanSums(StandardCharsets.UTF_8.decode(bytes).toString(), start);
    System.arraycopy(sums, 0, read.sums, 0, COUNTERS);
    read.coveredOffset = coveredOffset;
    read.open = open;
    return read;
  }
}
