package io.forewarm.client;

/** Reads the origin, and decides how long and as what the value is kept. */
@FunctionalInterface
public interface DecidingLoader<K, V> {
  /** Returns what the origin has and what is to be done with it. */
  Loaded<V> load(LoadRequest<K, V> request) throws Exception;
}
