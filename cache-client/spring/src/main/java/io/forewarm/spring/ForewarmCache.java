package io.forewarm.spring;

import io.forewarm.client.Loaded;
import io.forewarm.client.Lookup;
import io.forewarm.client.Region;
import io.forewarm.client.Source;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.cache.support.SimpleValueWrapper;

/**
 * A region as Spring's cache. Loads go through the lease of the region. What is put after a lookup
 * that found nothing is stored only if the key was not written meanwhile; any other put is a write,
 * which replaces a lower version or, where values carry none, makes what is cached void. Writes
 * wait for the transaction that they are part of.
 */
class ForewarmCache implements Cache {
  private final String name;
  private final SpringRegions regions;
  private final Misses misses;

  ForewarmCache(String name, SpringRegions regions, Misses misses) {
    this.name = name;
    this.regions = regions;
    this.misses = misses;
  }

  /** Decides what is done with a value that was loaded. */
  Loaded<Object> decide(@Nullable Object value) {
    return Loaded.of(value);
  }

  final SpringRegion region() {
    return regions.region(name);
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public Region<List<String>, Object> getNativeCache() {
    return region().region();
  }

  // --- reads -------------------------------------------------------------------------------------

  @Override
  public @Nullable ValueWrapper get(Object key) {
    SpringRegion region = region();
    List<String> texts = region.key(key);
    Lookup<Object> lookup = region.region().lookup(texts);
    if (lookup.found()) {
      return new SimpleValueWrapper(lookup.value());
    }
    misses.remember(texts, lookup);
    return null;
  }

  @Override
  public <T> @Nullable T get(Object key, @Nullable Class<T> type) {
    ValueWrapper found = get(key);
    return found == null ? null : cast(found.get(), type);
  }

  @SuppressWarnings("unchecked")
  private <T> @Nullable T cast(@Nullable Object value, @Nullable Class<T> type) {
    if (value != null && type != null && !type.isInstance(value)) {
      throw new IllegalStateException(
          "cache " + name + " holds " + value.getClass().getName() + ", not " + type.getName());
    }
    return (T) value;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> @Nullable T get(Object key, Callable<T> valueLoader) {
    SpringRegion region = region();
    List<String> texts = region.key(key);
    WarmCall warm = WarmCall.of(name, texts);
    if (warm != null) {
      return warm(key, valueLoader, warm);
    }
    Load load = new Load(region, valueLoader, this::decide);
    Outcome outcome = load.answer(region.region().loadedBy(load).getAsync(texts));
    if (outcome.thrown() != null) {
      throw new ValueRetrievalException(key, valueLoader, wrapped(outcome.thrown()));
    }
    return (T) outcome.value();
  }

  /** How the caller wants what the method has thrown. */
  Throwable wrapped(Throwable thrown) {
    return thrown;
  }

  private <T> @Nullable T warm(Object key, Callable<T> valueLoader, WarmCall warm) {
    try {
      T value = valueLoader.call();
      warm.leave(decide(value));
      return value;
    } catch (Exception e) {
      throw new ValueRetrievalException(key, valueLoader, e);
    }
  }

  @Override
  public CompletableFuture<?> retrieve(Object key) {
    return CompletableFuture.completedFuture(get(key));
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> CompletableFuture<T> retrieve(Object key, Supplier<CompletableFuture<T>> valueLoader) {
    SpringRegion region = region();
    Source<List<String>, Object> source =
        (request, blocking) ->
            CompletableFuture.supplyAsync(valueLoader, blocking)
                .thenCompose(loading -> loading)
                .handle(
                    (value, thrown) ->
                        thrown == null ? new Outcome(value, null) : Outcome.failed(thrown))
                .thenApply(outcome -> Load.decided(outcome, region, this::decide));
    return (CompletableFuture<T>)
        region
            .region()
            .loadedBy(source)
            .getAsync(region.key(key))
            .handle(
                (value, failure) ->
                    failure != null
                        ? Outcome.failed(failure)
                        : value instanceof Outcome others ? others : new Outcome(value, null))
            .thenCompose(ForewarmCache::future);
  }

  private static CompletableFuture<@Nullable Object> future(Outcome outcome) {
    Throwable thrown = outcome.thrown();
    return thrown == null
        ? CompletableFuture.completedFuture(outcome.value())
        : CompletableFuture.failedFuture(thrown);
  }

  // --- writes ------------------------------------------------------------------------------------

  @Override
  public void put(Object key, @Nullable Object value) {
    SpringRegion region = region();
    List<String> texts = region.key(key);
    Lookup<Object> miss = misses.take(texts);
    if (miss == null || !miss.fill(decide(value))) {
      AfterCommit.run(() -> write(region, texts, value));
    }
  }

  private static void write(SpringRegion region, List<String> key, @Nullable Object value) {
    ToLongFunction<Object> version = region.version();
    if (value == null || version == null || region.tagged()) {
      region.region().invalidate(key);
    } else {
      region.region().put(key, value, version.applyAsLong(value));
    }
  }

  @Override
  public void evict(Object key) {
    AfterCommit.run(regions.eviction(name, key));
  }

  /** Evicts at once; whether anything was there is not known. */
  @Override
  public boolean evictIfPresent(Object key) {
    regions.eviction(name, key).run();
    return false;
  }

  @Override
  public void clear() {
    AfterCommit.run(regions.clearance(name));
  }

  /** Clears at once; whether anything was there is not known. */
  @Override
  public boolean invalidate() {
    regions.clearance(name).run();
    return false;
  }
}
