package io.forewarm.local.trace;

import org.jspecify.annotations.Nullable;

/**
 * One access of a trace.
 *
 * @param atMillis when, milliseconds since the epoch of the trace; {@link #UNKNOWN} without a clock
 * @param user who; null if unknown
 * @param write whether it wrote; otherwise it read
 * @param key what was accessed
 * @param sizeBytes size of the value; {@link #UNKNOWN} if unknown
 * @param ttlSeconds time to live of the value; {@link #UNKNOWN} if unknown
 */
public record TraceEvent(
    long atMillis,
    @Nullable String user,
    boolean write,
    String key,
    long sizeBytes,
    long ttlSeconds) {
  /** What the trace does not say. */
  public static final long UNKNOWN = -1;

  /** Whether the trace says when. */
  public boolean timed() {
    return atMillis != UNKNOWN;
  }

  /** Returns the same access at another time. */
  public TraceEvent at(long millis) {
    return new TraceEvent(millis, user, write, key, sizeBytes, ttlSeconds);
  }
}
