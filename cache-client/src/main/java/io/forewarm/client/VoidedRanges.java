package io.forewarm.client;

import io.forewarm.client.near.NearEntry;
import io.forewarm.client.redis.Envelope;
import io.forewarm.schemas.CacheKey;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Which tags, regions and prefixes were made void as a whole, and when. A value of theirs is stale
 * if its load began at a watermark before that time: one record voids a million keys, none is
 * scanned for.
 */
final class VoidedRanges {
  private static final String REGION = "region:";
  private static final String PREFIX = "prefix:";
  private static final String TAG = "tag:";

  /** Before all times. */
  static final long NEVER = Long.MIN_VALUE;

  private static final long[] NO_TAGS = {};

  private final Map<String, Long> regions = new ConcurrentHashMap<>();
  private final Map<String, Long> prefixes = new ConcurrentHashMap<>();
  private final Map<Long, Long> tags = new ConcurrentHashMap<>();
  private volatile boolean known;
  private volatile Consumer<Predicate<NearEntry<?>>> sweep = covered -> {};

  /** Names a tag as the topic of tags does. */
  static String tag(String tag) {
    return TAG + tag;
  }

  /** Names a prefix of cache keys as the topic of tags does. */
  static String prefix(String prefix) {
    return PREFIX + prefix;
  }

  /** Identity of a tag in envelopes. */
  static long tagId(String tag) {
    return CacheKey.hash(tag);
  }

  /** All that was voided until now has been noted: values with tags can be judged. */
  void known() {
    known = true;
  }

  /** Takes what removes the near entries that a test accepts. */
  void onAdd(Consumer<Predicate<NearEntry<?>>> sweeper) {
    sweep = sweeper;
  }

  /** Notes what the topic of tags says, and removes the near entries that it covers. */
  void add(String name, long at) {
    if (name.startsWith(REGION)) {
      regions.merge(name.substring(REGION.length()), at, Math::max);
    } else if (name.startsWith(PREFIX)) {
      prefixes.merge(name.substring(PREFIX.length()), at, Math::max);
    } else if (name.startsWith(TAG)) {
      tags.merge(tagId(name.substring(TAG.length())), at, Math::max);
    }
    sweep.accept(covers(name));
  }

  /** Returns whether a near entry is covered by a name of the topic of tags. */
  static Predicate<NearEntry<?>> covers(String name) {
    if (name.equals(REGION + "*")) {
      return entry -> true;
    }
    if (name.startsWith(REGION)) {
      String region = name.substring(REGION.length());
      return entry -> CacheKey.region(entry.details().cacheKey()).equals(region);
    }
    if (name.startsWith(PREFIX)) {
      String prefix = name.substring(PREFIX.length());
      return entry -> entry.details().cacheKey().startsWith(prefix);
    }
    long id = name.startsWith(TAG) ? tagId(name.substring(TAG.length())) : 0;
    return entry -> Arrays.stream(entry.details().tags()).anyMatch(tag -> tag == id);
  }

  /**
   * Whether a value is stale because its region, a prefix of its key or one of its tags was made
   * void since its load began, or because it has tags and it is not known yet which were.
   */
  boolean voided(String cacheKey, Envelope value) {
    if (!known && value.tags().length > 0) {
      return true; // it is loaded once more: too careful, never stale
    }
    if (regions.isEmpty() && prefixes.isEmpty() && tags.isEmpty()) {
      return false;
    }
    return value.watermark() < lastAt(cacheKey, value.tags());
  }

  /** Returns when a key's region or a prefix of it was last made void, as far as is known. */
  long lastAt(String cacheKey) {
    return lastAt(cacheKey, NO_TAGS);
  }

  /**
   * Returns when a key's region, a prefix of it or one of the tags of its value was last made void;
   * {@link #NEVER} if that is not known of any.
   */
  long lastAt(String cacheKey, long[] tagIds) {
    long last = Math.max(at(regions, "*"), at(regions, CacheKey.region(cacheKey)));
    for (Map.Entry<String, Long> range : prefixes.entrySet()) {
      if (cacheKey.startsWith(range.getKey())) {
        last = Math.max(last, range.getValue());
      }
    }
    for (long tag : tagIds) {
      last = Math.max(last, at(tags, tag));
    }
    return last;
  }

  private static <K> long at(Map<K, Long> voided, K name) {
    return voided.getOrDefault(name, NEVER);
  }
}
