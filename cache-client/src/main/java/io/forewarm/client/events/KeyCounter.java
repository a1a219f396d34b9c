package io.forewarm.client.events;

import io.forewarm.schemas.KeyAccess;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What this process has done with one cache key since the last flush. Counting allocates nothing,
 * and no count is lost (see RATIONALE.md, "Counters"); the hits of a near entry are counted there,
 * see {@link CountedHits}, and come here when they are reported. Safe for concurrent use.
 */
@SuppressWarnings("serial") // nobody writes it anywhere
public final class KeyCounter extends LongAdder {
  private static final int STALE_HITS = 0;
  private static final int MISSES = 1;
  private static final int LOADS = 2;
  private static final int LOAD_FAILURES = 3;
  private static final int LOAD_MICROS = 4;
  private static final int WRITES = 5;
  private static final int VALUE_WRITES = 6;
  private static final int WAIT_MICROS = 7;
  private static final int LOADS_IN_FLIGHT = 8;
  private static final int COMPRESSED_BYTES = 9;
  private static final int SAVED_BYTES = 10;
  private static final int COMPRESS_MICROS = 11;

  private static final VarHandle TOUCHED;

  static {
    try {
      TOUCHED = MethodHandles.lookup().findVarHandle(KeyCounter.class, "touched", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final String cacheKey;
  final int partition;
  final RegionTotal region;
  private final TouchedCounters queue;
  private final boolean heard;

  private final LongAdder redisHits = new LongAdder();
  private final AtomicLongArray rest = new AtomicLongArray(COMPRESS_MICROS + 1);
  private volatile int sizeBytes;
  private volatile long softExpiresAt = -1;

  /** Whether the flush thread will look at this counter; in the queue as long as it is true. */
  @SuppressWarnings("UnusedVariable") // by its handle
  private volatile boolean touched;

  /** The next counter in the queue. */
  @Nullable KeyCounter next;

  /** What the flush thread knows of this counter; only it looks there. */
  final Unreported unreported = new Unreported();

  KeyCounter(String cacheKey, int partition, RegionTotal region, TouchedCounters queue) {
    this(cacheKey, partition, region, queue, true);
  }

  private KeyCounter(
      String cacheKey, int partition, RegionTotal region, TouchedCounters queue, boolean heard) {
    this.cacheKey = cacheKey;
    this.partition = partition;
    this.region = region;
    this.queue = queue;
    this.heard = heard;
  }

  /** Returns a counter that is reported to nobody. */
  public static KeyCounter unheard() {
    KeyCounter counter =
        new KeyCounter("", 0, new RegionTotal("", 0), new TouchedCounters(), false);
    counter.touched = true;
    return counter;
  }

  /** Whether it is reported. */
  public boolean heard() {
    return heard;
  }

  /** Near hits since they were last reported. */
  public long nearHits() {
    return sum();
  }

  /** A read was answered by the near cache. */
  public void nearHit(boolean stale) {
    increment();
    if (stale) {
      rest.getAndIncrement(STALE_HITS);
    }
    touch();
  }

  /** Reads were answered by the near cache, with fresh values. */
  void nearHits(int hits) {
    add(hits);
    touch();
  }

  /** A read was answered by Redis. */
  public void redisHit(boolean stale) {
    redisHits.increment();
    if (stale) {
      rest.getAndIncrement(STALE_HITS);
    }
    touch();
  }

  /** A read had to wait for the origin, or for another reader's load. */
  public void miss() {
    rest.getAndIncrement(MISSES);
    touch();
  }

  /**
   * A load ended.
   *
   * @param micros how long it took, microseconds
   * @param inFlight how many loads of the region ran here when it began, itself included; 0 if
   *     unknown
   */
  public void load(long micros, boolean failed, int inFlight) {
    rest.getAndIncrement(LOADS);
    rest.getAndAdd(LOAD_MICROS, micros);
    rest.getAndAdd(LOADS_IN_FLIGHT, inFlight);
    if (failed) {
      rest.getAndIncrement(LOAD_FAILURES);
    }
    touch();
  }

  /** An update, put or invalidation by this process. */
  public void write() {
    rest.getAndIncrement(WRITES);
    touch();
  }

  /** An update or put by this process that left the new value in the cache. */
  public void valueWritten() {
    rest.getAndIncrement(VALUE_WRITES);
    touch();
  }

  /**
   * A read that missed has its value.
   *
   * @param micros how long it waited, microseconds
   */
  public void waited(long micros) {
    rest.getAndAdd(WAIT_MICROS, micros);
    touch();
  }

  /**
   * A value was given to compression. It is reported with the next read, load or write.
   *
   * @param bytes before
   * @param saved bytes; 0 if it is stored as it is
   * @param micros how long that took, microseconds
   */
  public void compressed(long bytes, long saved, long micros) {
    rest.getAndAdd(COMPRESSED_BYTES, bytes);
    rest.getAndAdd(SAVED_BYTES, saved);
    rest.getAndAdd(COMPRESS_MICROS, micros);
  }

  /**
   * What the value looked like when last seen.
   *
   * @param bytes size in Redis
   * @param softExpiry Redis time, milliseconds since 1970
   */
  public void seen(int bytes, long softExpiry) {
    sizeBytes = bytes;
    softExpiresAt = softExpiry;
  }

  /** Sees to it that the flush thread looks here. */
  void touch() {
    if (!(boolean) TOUCHED.getOpaque(this) && TOUCHED.compareAndSet(this, false, true)) {
      queue.push(this);
    }
  }

  /** Sees to it that the flush thread brings the hits of an entry home. */
  void queue(CountedHits entry) {
    queue.push(entry);
  }

  /** The flush thread looks now; whoever counts from here on queues the counter again. */
  void untouch() {
    touched = false;
  }

  /** For tests: as if somebody had queued it. */
  void markTouched() {
    touched = true;
  }

  /** Size of the value last seen, bytes; 0 if unknown. */
  int sizeBytes() {
    return sizeBytes;
  }

  /** Soft expiry of the value last seen, Redis time; -1 if unknown. */
  long softExpiresAt() {
    return softExpiresAt;
  }

  /** Moves all counts into a sum; false if there were none. */
  boolean drainTo(KeyAccess sum) {
    long near = sumThenReset();
    region.nearHits.add(near);
    long redis = redisHits.sumThenReset();
    long stale = take(STALE_HITS);
    long misses = take(MISSES);
    long loads = take(LOADS);
    long failures = take(LOAD_FAILURES);
    long micros = take(LOAD_MICROS);
    long writes = take(WRITES);
    long valueWrites = take(VALUE_WRITES);
    long waited = take(WAIT_MICROS);
    long inFlight = take(LOADS_IN_FLIGHT);
    if ((near | redis | stale | misses | loads | failures | micros | writes | valueWrites | waited)
        == 0) {
      return false;
    }
    sum.setCompressedBytes(sum.getCompressedBytes() + take(COMPRESSED_BYTES));
    sum.setSavedBytes(sum.getSavedBytes() + take(SAVED_BYTES));
    sum.setCompressMicros(sum.getCompressMicros() + take(COMPRESS_MICROS));
    sum.setReads(sum.getReads() + near + redis + misses);
    sum.setNearHits(sum.getNearHits() + near);
    sum.setRedisHits(sum.getRedisHits() + redis);
    sum.setStaleHits(sum.getStaleHits() + stale);
    sum.setMisses(sum.getMisses() + misses);
    sum.setLoads(sum.getLoads() + loads);
    sum.setLoadFailures(sum.getLoadFailures() + failures);
    sum.setLoadMicros(sum.getLoadMicros() + micros);
    sum.setWrites(sum.getWrites() + writes);
    sum.setValueWrites(sum.getValueWrites() + valueWrites);
    sum.setWaitMicros(sum.getWaitMicros() + waited);
    sum.setLoadsInFlight(sum.getLoadsInFlight() + inFlight);
    return true;
  }

  private long take(int index) {
    return rest.getPlain(index) == 0 ? 0 : rest.getAndSet(index, 0);
  }
}
