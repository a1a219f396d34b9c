package io.forewarm.client;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Reads a value from an origin that answers later, holding no thread meanwhile. */
@FunctionalInterface
public interface AsyncLoader<K, V> {
  /** Returns a stage that completes with the value, or with null when the origin has none. */
  CompletionStage<@Nullable V> load(K key);
}
