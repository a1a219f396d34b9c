package io.forewarm.client;

import org.jspecify.annotations.Nullable;

/** Reads a value from the origin. */
@FunctionalInterface
public interface Loader<K, V> {
  /**
   * Returns the value, or null when the origin has none; that is cached, too.
   *
   * @throws Exception if the origin cannot answer; a stale value is served meanwhile if there is
   *     one
   */
  @Nullable V load(K key) throws Exception;
}
