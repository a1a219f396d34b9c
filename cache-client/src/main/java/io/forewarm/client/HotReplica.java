package io.forewarm.client;

import io.forewarm.client.control.ControlLog;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A hot key that is spread over replicas, as this client uses them. Times are of one monotonic
 * clock, nanoseconds.
 */
final class HotReplica {
  private final String cacheKey;
  private final AtomicLong touched;
  private final AtomicBoolean copying = new AtomicBoolean();
  private volatile int count;
  private volatile int number;
  private volatile boolean gathered;
  private volatile long restUntil;

  /**
   * @param now the present
   */
  HotReplica(String cacheKey, long now) {
    this.cacheKey = cacheKey;
    this.touched = new AtomicLong(now);
    this.restUntil = now;
  }

  String cacheKey() {
    return cacheKey;
  }

  /** How many replicas there are besides home. */
  int count() {
    return count;
  }

  /** Which one this client reads, 0 for home. */
  int number() {
    return number;
  }

  void spread(int over, int mine) {
    count = over;
    number = mine;
  }

  /** There are no replicas any more, and writes will not be heard of here. */
  void gather() {
    gathered = true;
  }

  /** The key was written: what home held before does not count any more. */
  void touch(long now) {
    touched.accumulateAndGet(now, (known, fresh) -> fresh - known > 0 ? fresh : known);
  }

  /** Whether the key was not written since home was asked, as far as this client knows. */
  boolean untouchedSince(long readAt) {
    return readAt - touched.get() > 0;
  }

  /**
   * Whether a copy of home may answer now: home was read after the last write that this client
   * knows of, and no write of others can have gone unseen for longer than the bound.
   *
   * @param readAt not after the moment at which home was read, or {@link ControlLog#NEVER}
   * @param watermark up to when all writes have been told, or {@link ControlLog#NEVER}
   */
  boolean proves(long readAt, long now, long watermark, long maxStalenessNanos) {
    return readAt != ControlLog.NEVER
        && now - readAt >= 0 // or else a clock was set
        && untouchedSince(readAt)
        && !gathered
        && now - Math.max(readAt, watermark) <= maxStalenessNanos;
  }

  /** The replica's master does not answer: home is read alone until a moment. */
  void restUntil(long moment) {
    restUntil = moment;
  }

  boolean resting(long now) {
    return now - restUntil < 0;
  }

  /** True for one caller at a time, which has to call {@link #copied}. */
  boolean mayCopy() {
    return copying.compareAndSet(false, true);
  }

  void copied() {
    copying.set(false);
  }
}
