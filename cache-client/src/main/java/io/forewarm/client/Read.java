package io.forewarm.client;

import io.forewarm.client.events.KeyCounter;

/**
 * One read on its way past the near cache.
 *
 * @param key as the caller gave it
 * @param cacheKey as it is stored and reported
 * @param hash of the cache key
 * @param began when the caller asked, {@link System#nanoTime}
 * @param moment of the touch log, taken when the caller asked
 * @param deadline when the caller gives up, {@link System#nanoTime}
 * @param counter where it is counted
 */
record Read<K>(
    K key,
    String cacheKey,
    long hash,
    long began,
    long moment,
    long deadline,
    KeyCounter counter) {}
