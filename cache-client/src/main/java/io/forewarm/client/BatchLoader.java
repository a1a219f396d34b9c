package io.forewarm.client;

import java.util.Map;
import java.util.Set;

/** Reads many values from the origin at once. */
@FunctionalInterface
public interface BatchLoader<K, V> {
  /** Returns the values of these keys; the origin has none for keys that are missing. */
  Map<K, V> loadAll(Set<K> keys) throws Exception;
}
