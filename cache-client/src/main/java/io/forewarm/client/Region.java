package io.forewarm.client;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Values of one kind, under typed keys. Every read goes near cache, Redis, loader, in this order,
 * and waits for no more than one load of its key in the whole cluster.
 *
 * <p>Every operation has a form that blocks and one that does not; futures fail with {@link
 * CacheException} for what the blocking form throws, those of writes also with {@link
 * io.forewarm.client.events.WritePublishException} when the broker has not acknowledged the event.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public interface Region<K, V> {
  /** The region's name. */
  String name();

  /**
   * Returns the value of a key, from the nearest place that has it; null when the origin has none.
   *
   * @throws CacheException if neither cache nor origin could answer within the timeout
   */
  @Nullable V get(K key);

  /** As {@link #get}, without blocking the caller. */
  CompletableFuture<@Nullable V> getAsync(K key);

  /**
   * Returns the values of several keys, in their order; keys of which the origin has no value are
   * missing. What no cache has is loaded by one call of the batch loader, where there is one.
   *
   * @throws CacheException if one of them could not be had
   */
  Map<K, V> getAll(Collection<? extends K> keys);

  /** As {@link #getAll}, without blocking the caller. */
  CompletableFuture<Map<K, V>> getAllAsync(Collection<? extends K> keys);

  /**
   * Writes the origin and then the cache, so that no load that began before the write can be stored
   * after it. Returns when the cache has the new value and the broker has the event. The write runs
   * on the calling thread.
   *
   * <p>If it fails, the write may be visible to some readers and not to others: the origin may have
   * it, Redis, too, and near copies of other processes may hide it until their soft expiry. {@link
   * #invalidate} the key until that succeeds: from then on everything holds as if nothing had
   * failed.
   *
   * @param write writes the origin and returns the new value; null for a deletion
   * @throws CacheException if the origin was not written, or the broker has not acknowledged the
   *     event
   */
  @Nullable V update(K key, OriginWrite<V> write);

  /** As {@link #update}, without blocking the caller. */
  CompletableFuture<@Nullable V> updateAsync(
      K key, Supplier<? extends CompletionStage<@Nullable V>> write);

  /**
   * Offers a value that the origin has at a version. It replaces a cached value of a known, lower
   * version; a cached value without a version becomes void, and where none is cached, the next read
   * loads. Loaders name versions by {@link Loaded#withVersion} or {@code RegionConfig.version}.
   */
  default void put(K key, V value, long version) {
    Answers.await(putAsync(key, value, version));
  }

  /** As {@link #put}, without blocking the caller. */
  CompletableFuture<Void> putAsync(K key, V value, long version);

  /**
   * Makes the cached value void everywhere. Returns when Redis and this process serve it no more
   * and the broker has acknowledged the event for all others; where Redis does not answer, when the
   * broker has: then the invalidation worker makes up for it.
   *
   * @throws CacheException if the broker has not acknowledged the event, or without Kafka if Redis
   *     does not answer: others may serve the old value; repeat it
   */
  default void invalidate(K key) {
    Answers.await(invalidateAsync(key));
  }

  /** As {@link #invalidate}, without blocking the caller. */
  CompletableFuture<Void> invalidateAsync(K key);

  /**
   * Makes all values with a tag void, in all regions, by one small record. This process serves none
   * of them when the call returns; others as soon as they hear of it: by the log, or without Kafka
   * within 250 ms.
   */
  default void invalidateTag(String tag) {
    Answers.await(invalidateTagAsync(tag));
  }

  /** As {@link #invalidateTag}, without blocking the caller. */
  CompletableFuture<Void> invalidateTagAsync(String tag);

  /**
   * Makes all values of this region void whose key, as its template writes it, begins with this
   * text; the empty text for all of the region. As {@link #invalidateTag} otherwise.
   */
  default void invalidatePrefix(String prefix) {
    Answers.await(invalidatePrefixAsync(prefix));
  }

  /** As {@link #invalidatePrefix}, without blocking the caller. */
  CompletableFuture<Void> invalidatePrefixAsync(String prefix);

  /**
   * Whether the rules let Forewarm act for a key in this process. A service that still has its old
   * cache reads by it while they do not, and writes both: so a rule moves keys over and back while
   * everything runs. With Kafka false until the rules are known; without, always true.
   */
  boolean acts(K key);

  /** Returns this region as a user reads it: the same, and the user's visits are reported. */
  Region<K, V> as(String user);

  /** Returns this region with other options; views are cheap and can be kept. */
  Region<K, V> with(CallOptions options);

  /**
   * Returns this region as read by a caller that brings its loader along, such as a lambda over
   * what only the caller knows; it loads under the lease as the region's own would. Callers of one
   * key must load the same: readers at the same time share one load, whosever it is.
   */
  Region<K, V> loadedBy(Source<K, V> source);

  /**
   * Looks a key up without loading it, for cache-aside by hand: where there is nothing, the caller
   * loads, and offers the value to {@link Lookup#fill}, which stores it only if nothing was written
   * meanwhile. Unlike {@link #get} this waits for nobody: who asks while another loads, loads, too.
   */
  Lookup<V> lookup(K key);

  /**
   * Takes a key, to change its cached value by what it is now: compare and set. Others who have
   * taken it are waited for, within the region's timeout; a load of it is cut off. Who finds, when
   * storing, that a write came between takes the key once more.
   *
   * @throws CacheException if Redis does not answer, or others have the key for the whole timeout
   */
  Seized<V> seize(K key);

  /**
   * Goes over the fresh values that Redis has. For maintenance, not for requests: Redis goes over
   * all names that it has, on all masters, a few hundred at a time as the iterator goes on. A key
   * may come twice; of what is stored or removed meanwhile nothing is promised. The iterator throws
   * {@link CacheException} if Redis does not answer; it is for one thread.
   */
  Iterator<Map.Entry<K, V>> scan();

  /** Writes the origin. */
  @FunctionalInterface
  interface OriginWrite<V> {
    /** Returns the new value, or null for a deletion. */
    @Nullable V write() throws Exception;
  }
}
