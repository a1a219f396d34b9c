package io.forewarm.client;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * For services that write what others cache: makes it void in Redis, and then, where there is
 * Kafka, for every process by an event that the broker has acknowledged. Keys are cache keys as
 * regions have them, {@code region:key}; {@link io.forewarm.client.keys.KeyFormat} writes them.
 *
 * <p>Every operation has a form that blocks and one that does not; futures fail with what the
 * blocking form throws.
 */
public final class Writes {
  private final Invalidations invalidations;

  Writes(Invalidations invalidations) {
    this.invalidations = invalidations;
  }

  /**
   * Makes the values of keys void. Returns when Redis serves none of them any more and the broker
   * has acknowledged the events for all others.
   *
   * @throws IllegalArgumentException if one has no region
   * @throws CacheException if that cannot be had; the message names the key
   */
  public void invalidate(String... cacheKeys) {
    Answers.await(invalidateAsync(List.of(cacheKeys)));
  }

  /**
   * As {@link #invalidate(String...)}, for a write that has an id already: the same write that
   * arrives by an outbox or by change data capture then costs no second load. What failed can be
   * repeated under its id until it succeeds: one write acts once, however often it is told.
   *
   * @param write id of the write, another one for each write
   */
  public void invalidate(UUID write, String... cacheKeys) {
    List<String> keys = List.of(cacheKeys);
    keys.forEach(Writes::checkRegion);
    Answers.await(all(keys, key -> invalidations.invalidate(key, write)));
  }

  /** As {@link #invalidate}, without blocking the caller. */
  public CompletableFuture<Void> invalidateAsync(Collection<String> cacheKeys) {
    cacheKeys.forEach(Writes::checkRegion);
    return all(cacheKeys, key -> invalidations.invalidate(key));
  }

  /** Makes all values with one of these tags void, in all regions. */
  public void invalidateTags(String... tags) {
    Answers.await(invalidateTagsAsync(List.of(tags)));
  }

  /** As {@link #invalidateTags}, without blocking the caller. */
  public CompletableFuture<Void> invalidateTagsAsync(Collection<String> tags) {
    return all(tags, invalidations::invalidateTag);
  }

  /**
   * Makes all values void whose cache key begins with this text, {@code region:} for a whole
   * region.
   *
   * @throws IllegalArgumentException if it does not begin with a region and a colon
   */
  public void invalidatePrefix(String cacheKeyPrefix) {
    Answers.await(invalidatePrefixAsync(cacheKeyPrefix));
  }

  /** As {@link #invalidatePrefix}, without blocking the caller. */
  public CompletableFuture<Void> invalidatePrefixAsync(String cacheKeyPrefix) {
    checkRegion(cacheKeyPrefix);
    return invalidations.invalidatePrefix(cacheKeyPrefix);
  }

  static void checkRegion(String cacheKey) {
    if (cacheKey.indexOf(':') < 1) {
      throw new IllegalArgumentException(
          "a cache key begins with its region and a colon, as in posts:post:7: '" + cacheKey + "'");
    }
  }

  private static CompletableFuture<Void> all(
      Collection<String> names, Function<String, CompletableFuture<Void>> each) {
    return CompletableFuture.allOf(names.stream().map(each).toArray(CompletableFuture[]::new));
  }
}
