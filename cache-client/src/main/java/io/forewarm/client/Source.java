package io.forewarm.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * How a region reads one value of its origin: the form that every kind of loader has in the end.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
@FunctionalInterface
public interface Source<K, V> {
  /**
   * Begins a load. The stage may complete on any thread.
   *
   * @param blocking where what blocks has to run
   */
  CompletionStage<Loaded<V>> load(LoadRequest<K, V> request, Executor blocking);

  /**
   * What loads instead where nobody waits for the value: a refresh of one that is still served. For
   * sources that would otherwise do it at their caller's expense.
   */
  default Source<K, V> unattended() {
    return this;
  }

  /** For a region whose callers bring their loaders along, by {@link Region#loadedBy}. */
  @SuppressWarnings("unchecked")
  static <K, V> Source<K, V> ofCallers() {
    return (Source<K, V>) CallersSource.INSTANCE;
  }

  /** A source of values that blocks. */
  static <K, V> Source<K, V> of(Loader<K, V> loader) {
    return deciding(request -> Loaded.of(loader.load(request.key())));
  }

  /** A source of values that answers later. */
  static <K, V> Source<K, V> of(AsyncLoader<K, V> loader) {
    return (request, blocking) -> loader.load(request.key()).thenApply(Loaded::of);
  }

  /** A source that blocks and decides. */
  static <K, V> Source<K, V> deciding(DecidingLoader<K, V> loader) {
    return (request, blocking) ->
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return loader.load(request);
              } catch (Exception e) {
                throw new CompletionException(e);
              }
            },
            blocking);
  }
}
