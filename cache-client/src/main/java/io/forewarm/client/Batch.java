package io.forewarm.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The keys of one {@code getAll} that have to be loaded. It departs, as one call of the batch
 * loader, when every key of the call has either come aboard or turned out not to need it.
 */
final class Batch<K, V> {
  private final Origin<K, V> origin;
  private final Map<K, CompletableFuture<Loaded<V>>> aboard = new LinkedHashMap<>();
  private int expected;

  /**
   * Begins to collect.
   *
   * @param expected how many keys will come aboard or pass
   */
  Batch(Origin<K, V> origin, int expected) {
    this.origin = origin;
    this.expected = expected;
  }

  /** Takes a key aboard. */
  CompletableFuture<Loaded<V>> load(LoadRequest<K, V> request) {
    CompletableFuture<Loaded<V>> loaded;
    boolean last;
    synchronized (this) {
      loaded = aboard.computeIfAbsent(request.key(), key -> new CompletableFuture<>());
      last = --expected == 0;
    }
    if (last) {
      depart();
    }
    return loaded;
  }

  /** Loads a key that has missed the batch. */
  CompletableFuture<Loaded<V>> loadAlone(LoadRequest<K, V> request) {
    return origin.load(request);
  }

  /** A key does not need to be loaded by this batch. */
  void pass() {
    synchronized (this) {
      if (--expected > 0) {
        return;
      }
    }
    depart();
  }

  private void depart() {
    if (aboard.isEmpty()) {
      return;
    }
    origin
        .loadAll(aboard.keySet())
        .whenComplete(
            (found, failure) ->
                aboard.forEach(
                    (key, loaded) -> {
                      if (failure == null) {
                        loaded.complete(Loaded.of(found.get(key)));
                      } else {
                        loaded.completeExceptionally(failure);
                      }
                    }));
  }
}
