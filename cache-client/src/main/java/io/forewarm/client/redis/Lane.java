package io.forewarm.client.redis;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The way to one master: small reads of many threads share it, and nothing else does. One for each
 * master, so that it can be compared.
 */
interface Lane {
  /**
   * Returns what is stored under names that this master owns, in their order; null for nothing, and
   * for what is no string.
   */
  CompletableFuture<List<byte @Nullable []>> get(List<String> names);
}
