package io.forewarm.streams.balance;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.KeyAccess;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/**
 * Counts the reads that reach Redis by the hash slot of their key, over all keys of the reports
 * that this instance takes: 256 KiB, however many keys there are. A report that is taken again
 * after a crash counts again. Reports may come from any thread.
 */
public final class SlotReads implements Consumer<AccessReport> {
  /** The hash slots of a Redis Cluster. */
  static final int SLOTS = 16_384;

  private final ToIntFunction<String> slotOf;
  private final AtomicLongArray reads = new AtomicLongArray(SLOTS);
  private final long[] before = new long[SLOTS];
  private long last = System.nanoTime();

  /** Takes who knows the slot in which a cache key lies, 0 to 16,383. */
  public SlotReads(ToIntFunction<String> slotOf) {
    this.slotOf = slotOf;
  }

  @Override
  public void accept(AccessReport report) {
    for (KeyAccess key : report.getKeys()) {
      long reached = key.getReads() - key.getNearHits();
      if (reached > 0) {
        reads.addAndGet(slotOf.applyAsInt(key.getKey()), reached);
      }
    }
  }

  /**
   * Returns the reads a second of every slot since the last call. Of one thread.
   *
   * @param nanos monotonic time of now
   */
  double[] perSecond(long nanos) {
    double seconds = Math.max(1, nanos - last) / 1e9;
    last = nanos;
    double[] rates = new double[SLOTS];
    for (int slot = 0; slot < SLOTS; slot++) {
      long now = reads.get(slot);
      rates[slot] = (now - before[slot]) / seconds;
      before[slot] = now;
    }
    return rates;
  }
}
