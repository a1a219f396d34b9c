package io.forewarm.client;

import io.forewarm.client.redis.Envelope;
import io.forewarm.schemas.CacheKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which regions and prefixes were made void as a whole, and when. A value of theirs is stale if its
 * load began at a watermark before that time: one record voids a million keys, none is scanned for.
 */
final class VoidedRanges {
  private static final String REGION = "region:";
  private static final String PREFIX = "prefix:";

  private final Map<String, Long> regions = new ConcurrentHashMap<>();
  private final Map<String, Long> prefixes = new ConcurrentHashMap<>();

  /** Notes what the topic of tags says; other names than regions and prefixes are not for here. */
  void add(String name, long at) {
    if (name.startsWith(REGION)) {
      regions.merge(name.substring(REGION.length()), at, Math::max);
    } else if (name.startsWith(PREFIX)) {
      prefixes.merge(name.substring(PREFIX.length()), at, Math::max);
    }
  }

  /** Whether a name of the topic of tags covers a cache key. */
  static boolean covers(String name, String cacheKey) {
    return name.equals(REGION + "*")
        || name.equals(REGION + CacheKey.region(cacheKey))
        || (name.startsWith(PREFIX) && cacheKey.startsWith(name.substring(PREFIX.length())));
  }

  /**
   * Whether a value is stale because its region or a prefix of it was made void since its load
   * began.
   */
  boolean voided(String cacheKey, Envelope value) {
    if (regions.isEmpty() && prefixes.isEmpty()) {
      return false;
    }
    return after(regions.get("*"), value)
        || after(regions.get(CacheKey.region(cacheKey)), value)
        || prefixes.entrySet().stream()
            .anyMatch(
                range -> cacheKey.startsWith(range.getKey()) && after(range.getValue(), value));
  }

  private static boolean after(@Nullable Long at, Envelope value) {
    return at != null && value.watermark() < at;
  }
}
