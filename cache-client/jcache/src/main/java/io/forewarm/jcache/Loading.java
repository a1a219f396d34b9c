package io.forewarm.jcache;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListener;
import org.jspecify.annotations.Nullable;

/** Loads several keys at once, beside reads, and without a lease: each asks for all of them. */
record Loading<K, V>(ForewarmCache<K, V> cache, CacheLoader<K, V> loader) {
  void load(Set<? extends K> keys, boolean replace) {
    Set<K> wanted = new LinkedHashSet<>(keys);
    if (!replace) {
      wanted.removeIf(cache::containsKey);
    }
    if (!wanted.isEmpty()) {
      loaded(wanted)
          .forEach(
              (key, value) -> {
                if (value != null) {
                  cache.keep(key, value);
                }
              });
    }
  }

  private Map<K, @Nullable V> loaded(Set<K> wanted) {
    try {
      return loader.loadAll(wanted);
    } catch (CacheLoaderException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new CacheLoaderException("the loader failed", e);
    }
  }

  static void tell(CompletionListener completion, @Nullable Throwable failure) {
    if (failure == null) {
      completion.onCompletion();
    } else {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      completion.onException(
          cause instanceof Exception known ? known : new CacheLoaderException(cause));
    }
  }
}
