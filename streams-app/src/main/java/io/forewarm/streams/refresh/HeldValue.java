package io.forewarm.streams.refresh;

/**
 * What reports tell of the value of a hot key.
 *
 * @param softExpiry latest estimate of its soft expiry, broker time, milliseconds since 1970; 0 if
 *     unknown
 * @param longestMs longest time to a soft expiry that was seen: nearly its soft TTL
 * @param loads loads seen
 * @param loadMicros time that they took
 */
public record HeldValue(long softExpiry, long longestMs, long loads, long loadMicros) {
  static final HeldValue UNKNOWN = new HeldValue(0, 0, 0, 0);

  /** Mean time of a load, milliseconds; 0 if unknown. */
  double loadMs() {
    return loads == 0 ? 0 : loadMicros / 1000.0 / loads;
  }

  HeldValue withLoads(long more, long micros) {
    return more == 0
        ? this
        : new HeldValue(softExpiry, longestMs, loads + more, loadMicros + micros);
  }

  /** Clients see a value at different times; the latest expiry is that of the youngest value. */
  HeldValue withSoftExpiry(long timestamp, long inMs) {
    return new HeldValue(
        Math.max(softExpiry, timestamp + inMs), Math.max(longestMs, inMs), loads, loadMicros);
  }

  HeldValue forgetSoftExpiry() {
    return new HeldValue(0, longestMs, loads, loadMicros);
  }
}
