package io.forewarm.client.near;

import io.forewarm.client.events.KeyCounter;
import org.jspecify.annotations.Nullable;

/**
 * A value in this process, with all that a hit needs. Times are {@link System#nanoTime}.
 *
 * @param cacheKey the key, as it is reported
 * @param hash of the cache key
 * @param value null: the origin has none
 * @param readAt when the GET that brought it was sent
 * @param softExpiresAt until when it is fresh
 * @param earlyFrom from when on reads may refresh it early
 * @param loadMicros how long its load took
 * @param softExpiryMillis its soft expiry by Redis time, which names it to the lease
 * @param tags what the value was made of
 * @param bytes its weight
 * @param counter where its reads are counted
 */
public record NearEntry<V>(
    String cacheKey,
    long hash,
    @Nullable V value,
    long readAt,
    long softExpiresAt,
    long earlyFrom,
    int loadMicros,
    long softExpiryMillis,
    long[] tags,
    int bytes,
    KeyCounter counter) {

  private static final long[] NO_TAGS = {};

  /** A value that could not be stored in Redis, and serves for a moment. */
  public static <V> NearEntry<V> unstored(
      String cacheKey,
      long hash,
      @Nullable V value,
      long readAt,
      long until,
      int bytes,
      KeyCounter counter) {
    return new NearEntry<>(
        cacheKey, hash, value, readAt, until, until, 0, 0, NO_TAGS, bytes, counter);
  }

  /** Whether it is proven to be no staler than the bound, given the time and the watermark. */
  public boolean provenAt(long now, long watermark, long maxStalenessNanos) {
    return now - Math.max(readAt, watermark) <= maxStalenessNanos;
  }

  /** Whether its soft expiry is still to come. */
  public boolean freshAt(long now) {
    return now - softExpiresAt < 0;
  }
}
