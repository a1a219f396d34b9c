package io.forewarm.client.control;

import io.forewarm.client.events.BrokerClock;

/**
 * How far writes are proven to have taken effect: the least of what the partitions of {@code
 * invalidations} say. Written by one thread, read by all.
 */
final class Watermark {
  private final BrokerClock clock;
  private final long[] upTo;
  private volatile long millis;
  private volatile long nanos = ControlLog.NEVER;

  Watermark(int partitions, BrokerClock clock) {
    this.clock = clock;
    this.upTo = new long[partitions];
  }

  /** A partition has come to a broker time. */
  void raise(int partition, long time) {
    upTo[partition] = Math.max(upTo[partition], time);
  }

  /**
   * Everything that was received at an own time has been told to the listener. A broker time is
   * taken to this process's clock once, when it is new: whatever the broker's clock does later,
   * what has been proven stays proven.
   */
  void settle(long receivedNanos) {
    long least = Long.MAX_VALUE;
    for (long time : upTo) {
      least = Math.min(least, time);
    }
    if (least <= millis) {
      return;
    }
    millis = least;
    long own = clock.toNanos(least);
    if (own != BrokerClock.UNKNOWN) {
      own = own - receivedNanos > 0 ? receivedNanos : own;
      long proven = nanos;
      nanos = proven == ControlLog.NEVER || own - proven > 0 ? own : proven;
    }
  }

  /** The watermark by the broker's clock; 0 if there is none. */
  long millis() {
    return millis;
  }

  /** The watermark by this process's clock, or {@link ControlLog#NEVER}. */
  long nanos() {
    return nanos;
  }
}
