package io.forewarm.streams.statistics;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * How often which magnitude came: eight buckets for each doubling, so that a quantile is at most
 * 6.25 % away from the value that it stands for. Values below 8 are exact, those from 2^40 on are
 * one. Two of them add up. Not safe for concurrent use.
 */
public final class LogHistogram {
  private static final int STEPS = 8;
  private static final int STEP_BITS = 3;
  private static final int OCTAVES = 38;
  private static final int BUCKETS = STEPS * OCTAVES;

  private final long[] counts = new long[BUCKETS];

  /** Adds a value so many times; a negative one counts as 0. */
  public void add(long value, long times) {
    counts[bucket(value)] += times;
  }

  private static int bucket(long value) {
    if (value < STEPS) {
      return (int) Math.max(0, value);
    }
    int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(value);
    int step = (int) (value >>> (octave - STEP_BITS)) & (STEPS - 1);
    return Math.min(BUCKETS - 1, (octave - STEP_BITS + 1) * STEPS + step);
  }

  /** The middle of what falls into a bucket. */
  private static double middle(int bucket) {
    if (bucket < 2 * STEPS) {
      return bucket;
    }
    int octave = bucket / STEPS - 1;
    return (STEPS + bucket % STEPS + 0.5) * (1L << octave);
  }

  /** Number of values. */
  public long count() {
    return Arrays.stream(counts).sum();
  }

  /**
   * Returns the value that a share of all values does not exceed; 0 without values.
   *
   * @param share 0 to 1
   */
  public double quantile(double share) {
    long all = count();
    long rank = Math.max(1, (long) Math.ceil(share * all));
    long seen = 0;
    for (int bucket = 0; all > 0 && bucket < BUCKETS; bucket++) {
      seen += counts[bucket];
      if (seen >= rank) {
        return middle(bucket);
      }
    }
    return 0;
  }

  /** Adds what another holds. */
  void add(LogHistogram other) {
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      counts[bucket] += other.counts[bucket];
    }
  }

  /** Adds what {@link #toBytes} wrote. */
  void add(ByteBuffer written) {
    ByteBuffer bytes = written.duplicate();
    int bucket = -1;
    while (bytes.hasRemaining()) {
      bucket += 1 + ByteUtils.readUnsignedVarint(bytes);
      counts[Math.min(BUCKETS - 1, bucket)] += ByteUtils.readVarlong(bytes);
    }
  }

  /** Returns it in short: for each bucket that is not empty the gap to the last one, the count. */
  ByteBuffer toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(BUCKETS * 12);
    int last = -1;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      if (counts[bucket] > 0) {
        ByteUtils.writeUnsignedVarint(bucket - last - 1, bytes);
        ByteUtils.writeVarlong(counts[bucket], bytes);
        last = bucket;
      }
    }
    return ByteBuffer.wrap(Arrays.copyOf(bytes.array(), bytes.position()));
  }

  void clear() {
    Arrays.fill(counts, 0);
  }
}
