package io.forewarm.client.stampede;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Single flight: at most one load of a key at a time in this process, shared by who asks meanwhile.
 *
 * @param <T> what a flight brings
 */
public final class Flights<T> {
  private final ConcurrentMap<String, CompletableFuture<T>> aloft = new ConcurrentHashMap<>();

  /** Joins the flight of a key, or starts one. */
  public CompletableFuture<T> join(String cacheKey, Supplier<CompletableFuture<T>> start) {
    CompletableFuture<T> mine = new CompletableFuture<>();
    CompletableFuture<T> other = aloft.putIfAbsent(cacheKey, mine);
    if (other != null) {
      return other;
    }
    begin(cacheKey, mine, start);
    return mine;
  }

  /** Starts a flight unless there is one. */
  public void startIfNone(String cacheKey, Supplier<CompletableFuture<T>> start) {
    if (!aloft.containsKey(cacheKey)) {
      join(cacheKey, start);
    }
  }

  private void begin(
      String cacheKey, CompletableFuture<T> mine, Supplier<CompletableFuture<T>> start) {
    CompletableFuture<T> flight;
    try {
      flight = start.get();
    } catch (RuntimeException e) {
      flight = CompletableFuture.failedFuture(e);
    }
    flight.whenComplete(
        (landing, failure) -> {
          aloft.remove(cacheKey, mine);
          if (failure == null) {
            mine.complete(landing);
          } else {
            mine.completeExceptionally(failure);
          }
        });
  }
}
