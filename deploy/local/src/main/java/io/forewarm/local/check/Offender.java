package io.forewarm.local.check;

import io.forewarm.streams.inspect.StoredValue;
import io.forewarm.streams.inspect.Written;

/**
 * A value that was served though a write had made it void.
 *
 * @param key cache key
 * @param write which write is missing
 * @param place where the value was seen: redis or near
 * @param seen the value, without payload
 * @param sinceMs when it was found, milliseconds after the write was appended
 * @param untilMs when it was found gone, milliseconds after the write was appended; -1 while it is
 *     still there
 */
public record Offender(
    String key, Written write, String place, StoredValue seen, long sinceMs, long untilMs) {
  /** It is still there. */
  static final long OPEN = -1;

  /** Whether it is still there. */
  public boolean open() {
    return untilMs == OPEN;
  }

  /** The same, gone. */
  Offender ended(long millis) {
    return new Offender(key, write, place, seen, sinceMs, millis);
  }
}
