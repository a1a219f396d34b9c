package io.forewarm.streams.balance;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.KeyAccess;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/**
 * Counts the reads that reach Redis by the hash slot of their key, the loads and the bytes of the
 * values that are read, over all keys of the reports that this instance takes: 768 KiB, however
 * many keys there are. A report that is taken again after a crash counts again. Reports may come
 * from any thread.
 */
public final class SlotReads implements Consumer<AccessReport> {
  /** The hash slots of a Redis Cluster. */
  static final int SLOTS = 16_384;

  private final ToIntFunction<String> slotOf;
  private final Column reads = new Column();
  private final Column loads = new Column();
  private final Column bytes = new Column();
  private long last = System.nanoTime();

  /** Takes who knows the slot in which a cache key lies, 0 to 16,383. */
  public SlotReads(ToIntFunction<String> slotOf) {
    this.slotOf = slotOf;
  }

  /**
   * What happened a second, by slot.
   *
   * @param reads that reached Redis
   * @param loads of the origin
   * @param bytes of the values of these reads
   */
  record Rates(double[] reads, double[] loads, double[] bytes) {}

  @Override
  public void accept(AccessReport report) {
    for (KeyAccess key : report.getKeys()) {
      long reached = key.getReads() - key.getNearHits();
      if (reached > 0 || key.getLoads() > 0) {
        int slot = slotOf.applyAsInt(key.getKey());
        reads.add(slot, Math.max(0, reached));
        loads.add(slot, key.getLoads());
        bytes.add(slot, Math.max(0, reached) * key.getSizeBytes());
      }
    }
  }

  /**
   * Returns what happened a second in every slot since the last call. Of one thread.
   *
   * @param nanos monotonic time of now
   */
  Rates perSecond(long nanos) {
    double seconds = Math.max(1, nanos - last) / 1e9;
    last = nanos;
    return new Rates(reads.perSecond(seconds), loads.perSecond(seconds), bytes.perSecond(seconds));
  }

  /** One number of every slot. */
  private static final class Column {
    private final AtomicLongArray sums = new AtomicLongArray(SLOTS);
    private final long[] before = new long[SLOTS];

    void add(int slot, long number) {
      if (number > 0) {
        sums.addAndGet(slot, number);
      }
    }

    double[] perSecond(double seconds) {
      double[] rates = new double[SLOTS];
      for (int slot = 0; slot < SLOTS; slot++) {
        long now = sums.get(slot);
        rates[slot] = (now - before[slot]) / seconds;
        before[slot] = now;
      }
      return rates;
    }
  }
}
