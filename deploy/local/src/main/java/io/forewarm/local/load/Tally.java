package io.forewarm.local.load;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Counts what became of the operations of a run. Safe for concurrent use. */
public final class Tally {
  private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(30);

  private final Histogram readMicros = new ConcurrentHistogram(LONGEST_MICROS, 3);
  private final LongAdder readMicrosSum = new LongAdder();
  private final Map<ReadVerdict, LongAdder> verdicts = new EnumMap<>(ReadVerdict.class);
  private final LongAdder writes = new LongAdder();
  private final LongAdder failedWrites = new LongAdder();

  /** Begins at zero. */
  public Tally() {
    for (ReadVerdict verdict : ReadVerdict.values()) {
      verdicts.put(verdict, new LongAdder());
    }
  }

  /** Counts a read; its latency runs from when it was due. */
  void read(ReadVerdict verdict, long latencyNanos) {
    long micros = TimeUnit.NANOSECONDS.toMicros(Math.max(0, latencyNanos));
    readMicros.recordValue(Math.min(micros, LONGEST_MICROS));
    readMicrosSum.add(micros);
    count(verdict).increment();
  }

  void write(boolean failed) {
    writes.increment();
    if (failed) {
      failedWrites.increment();
    }
  }

  private LongAdder count(ReadVerdict verdict) {
    return Objects.requireNonNull(verdicts.get(verdict));
  }

  /** Number of reads with a verdict. */
  public long reads(ReadVerdict verdict) {
    return count(verdict).sum();
  }

  /** Number of writes that an error ended. */
  public long failedWrites() {
    return failedWrites.sum();
  }

  /** Returns the counts of now. */
  public TallyMark mark() {
    long fresh = reads(ReadVerdict.FRESH_HIT);
    long hits = fresh + reads(ReadVerdict.STALE_HIT);
    long failed = reads(ReadVerdict.FAILED);
    long reads = hits + failed + reads(ReadVerdict.WAITED);
    return new TallyMark(reads, failed, hits, fresh, readMicrosSum.sum(), writes.sum());
  }

  /**
   * Returns a latency of reads in milliseconds, from when they were due.
   *
   * @param percent of the reads took at most as long, 0 to 100
   */
  public double readMillis(double percent) {
    return readMicros.getValueAtPercentile(percent) / 1000.0;
  }
}
