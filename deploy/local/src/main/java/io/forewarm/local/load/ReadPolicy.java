package io.forewarm.local.load;

import java.time.Duration;

/**
 * Judges a read by what its value says of itself, in the same way for every cache. Pure: no clock.
 *
 * <p>A read waited for the origin if the origin gave the value after the read had begun. A hit is
 * stale if, when the read began, the value was older than the TTL or than the latest write that had
 * been completed.
 */
final class ReadPolicy {
  private final long ttlNanos;

  ReadPolicy(Duration ttl) {
    this.ttlNanos = ttl.toNanos();
  }

  /**
   * Returns the verdict.
   *
   * @param began when the cache was asked, {@link LoadClock} time
   * @param completed version of the latest write completed by then
   */
  ReadVerdict judge(String key, StampedValue value, long began, long completed) {
    if (!value.key().equals(key)) {
      return ReadVerdict.FAILED;
    }
    if (value.givenAt() > began) {
      return ReadVerdict.WAITED;
    }
    boolean fresh = began - value.givenAt() <= ttlNanos && value.version() >= completed;
    return fresh ? ReadVerdict.FRESH_HIT : ReadVerdict.STALE_HIT;
  }
}
