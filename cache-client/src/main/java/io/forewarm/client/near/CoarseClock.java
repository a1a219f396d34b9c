package io.forewarm.client.near;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * The time and the watermark as near hits see them, at most a few milliseconds old: a hit reads two
 * fields instead of asking the operating system. One daemon thread keeps them; where it stands
 * still, because it was stopped or gets no processor, hits that look at the time themselves help it
 * on.
 */
public final class CoarseClock implements AutoCloseable {
  /**
   * How old the time may be when it is read, nanoseconds; bounds of staleness are kept below by
   * this.
   */
  public static final long RESOLUTION_NANOS = 1_000_000;

  /** The thread that is later than this gets help. */
  private static final long LATE_NANOS = 4 * RESOLUTION_NANOS;

  /** Hits trust what they saw within the same 2^22 ns, which are 4.2 ms. */
  private static final int SPAN_BITS = 22;

  private final LongSupplier watermark;
  private final Thread ticker;
  private volatile long nanos = System.nanoTime();
  private volatile long provenNanos = Long.MIN_VALUE;
  private volatile boolean closed;

  /**
   * Starts the clock.
   *
   * @param watermark moment up to which every write has taken effect, {@link System#nanoTime}, or
   *     {@link Long#MIN_VALUE}
   */
  public CoarseClock(LongSupplier watermark) {
    this.watermark = watermark;
    ticker = new Thread(this::run, "forewarm-clock");
    ticker.setDaemon(true);
    ticker.start();
  }

  private void run() {
    while (!closed) {
      set(System.nanoTime());
      LockSupport.parkNanos(RESOLUTION_NANOS);
    }
  }

  private void set(long now) {
    provenNanos = watermark.getAsLong();
    nanos = now;
  }

  /** Returns in which of the spans that follow each other a time is. */
  static int span(long nanos) {
    return (int) (nanos >>> SPAN_BITS);
  }

  /** Looks at the time, for those who cannot trust {@link #nanos} any longer. */
  long look() {
    long now = System.nanoTime();
    if (now - nanos > LATE_NANOS) {
      set(now);
    }
    return now;
  }

  /** The time, {@link System#nanoTime}. */
  public long nanos() {
    return nanos;
  }

  /**
   * The moment up to which every write is known to have taken effect, or {@link Long#MIN_VALUE}.
   */
  public long provenNanos() {
    return provenNanos;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(ticker);
  }
}
