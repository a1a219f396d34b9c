package io.forewarm.client.stampede;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Who in this process waits for the lease of another. */
public final class Wakes {
  private final ConcurrentMap<String, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();

  /**
   * Returns what completes when the lease of a key ends. To be asked for before the lease is asked
   * for, so that no wake is missed between the two.
   */
  public CompletableFuture<Void> expect(String cacheKey) {
    return waiting.computeIfAbsent(cacheKey, key -> new CompletableFuture<>());
  }

  /** The lease of a key has ended, or nobody waits any longer. */
  public void wake(String cacheKey) {
    CompletableFuture<Void> waiter = waiting.remove(cacheKey);
    if (waiter != null) {
      waiter.complete(null);
    }
  }
}
