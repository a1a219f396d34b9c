package io.forewarm.schemas;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * The name of a cached value wherever it is spoken of outside its region: {@code region:key}. It is
 * the record key of every topic about cache keys and decides their partition.
 */
public final class CacheKey {
  /** The longest cache key, in UTF-8 bytes. */
  public static final int MAX_BYTES = 1024;

  private CacheKey() {}

  /**
   * Joins a region's name and a key in it.
   *
   * @param region name without a colon
   */
  public static String of(String region, String key) {
    return region + ':' + key;
  }

  /**
   * Returns the region of a cache key, without the braces that it has when all keys of the region
   * share a slot, and without the version of its values; the whole text when it has no colon.
   */
  public static String region(String cacheKey) {
    int colon = cacheKey.indexOf(':');
    if (colon < 0) {
      return cacheKey;
    }
    int end = withoutVersion(cacheKey, colon);
    if (end > 2 && cacheKey.charAt(0) == '{' && cacheKey.charAt(end - 1) == '}') {
      return cacheKey.substring(1, end - 1);
    }
    return cacheKey.substring(0, end);
  }

  /** Where the name ends before an '@' and digits, or else where it was said to end. */
  private static int withoutVersion(String cacheKey, int end) {
    int digits = end;
    while (digits > 0 && cacheKey.charAt(digits - 1) >= '0' && cacheKey.charAt(digits - 1) <= '9') {
      digits--;
    }
    boolean version = digits < end && digits > 1 && cacheKey.charAt(digits - 1) == '@';
    return version ? digits - 1 : end;
  }

  /** Returns the key in its region; the whole text when it has no colon. */
  public static String key(String cacheKey) {
    return cacheKey.substring(cacheKey.indexOf(':') + 1);
  }

  /** Returns the partition of a cache key: Kafka's own default for a record with this key. */
  public static int partition(String cacheKey, int partitions) {
    byte[] utf8 = cacheKey.getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(utf8)) % partitions;
  }

  /**
   * Returns the 64-bit hash by which invalidations name a cache key: FNV-1a over its UTF-8 bytes,
   * finished by the mixer of MurmurHash3 (Appleby), so that any of its bits may index a table.
   */
  public static long hash(String cacheKey) {
    long hash = 0xcbf29ce484222325L;
    for (byte octet : cacheKey.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (octet & 0xff)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }
}
