package io.forewarm.streams.maintenance;

/**
 * How the memory of Redis is kept.
 *
 * @param enabled whether values are evicted; where they are not, memory is only watched
 * @param highWatermark share of a master's capacity above which values go, 0.1 to 0.95
 * @param lowWatermark share down to which they go, above 0, below {@code highWatermark}
 * @param capacity bytes of a master whose {@code maxmemory} is 0; 0: such a one is left alone
 * @param history keys whose reads are remembered, 1,024 to 2^28; 14 bytes each, at most double
 */
public record EvictorConfig(
    boolean enabled, double highWatermark, double lowWatermark, long capacity, int history) {
  /** The defaults: from 76 % down to 75 %, a million keys remembered, 15 MB. */
  public static final EvictorConfig DEFAULT = new EvictorConfig(true, 0.76, 0.75, 0, 1 << 20);

  /** Refuses watermarks that would never or always evict. */
  public EvictorConfig {
    if (!(highWatermark >= 0.1 && highWatermark <= 0.95)) {
      throw new IllegalArgumentException(
          "eviction.high-watermark must be 0.1 to 0.95: " + highWatermark);
    }
    if (!(lowWatermark > 0 && lowWatermark < highWatermark)) {
      throw new IllegalArgumentException(
          "eviction.low-watermark must be above 0 and below high-watermark "
              + highWatermark
              + ": "
              + lowWatermark);
    }
    if (capacity < 0) {
      throw new IllegalArgumentException("eviction.capacity must be 0 or more bytes: " + capacity);
    }
    if (history < 1 << 10 || history > 1 << 28) {
      throw new IllegalArgumentException(
          "eviction.history must be 1024 to " + (1 << 28) + " keys: " + history);
    }
  }

  /** What a master may hold, bytes, 0 if that is not known. */
  long capacity(long maxmemory) {
    return maxmemory > 0 ? maxmemory : capacity;
  }
}
