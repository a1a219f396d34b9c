package io.forewarm.client;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The origin of one region: its loader, behind a circuit breaker, on the pool of loads. */
final class Origin<K, V> {
  private static final CircuitBreakerConfig BREAKER =
      CircuitBreakerConfig.custom()
          .slidingWindow(50, 20, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
          .failureRateThreshold(90)
          .waitDurationInOpenState(Duration.ofSeconds(1))
          .permittedNumberOfCallsInHalfOpenState(3)
          .build();

  private final AsyncLoader<K, V> loader;
  private final CircuitBreaker breaker;

  Origin(RegionConfig<K, V> config, Executor pool) {
    this.loader = loader(config, pool);
    this.breaker = CircuitBreaker.of(config.name(), BREAKER);
  }

  private static <K, V> AsyncLoader<K, V> loader(RegionConfig<K, V> config, Executor pool) {
    AsyncLoader<K, V> async = config.asyncLoader();
    Loader<K, V> blocking = config.loader();
    if (async != null) {
      return async;
    }
    if (blocking != null) {
      return key -> CompletableFuture.supplyAsync(() -> call(blocking, key), pool);
    }
    return key ->
        CompletableFuture.failedFuture(
            new IllegalStateException(
                "region " + config.name() + " was opened without a loader: give it one"));
  }

  private static <K, V> @Nullable V call(Loader<K, V> loader, K key) {
    try {
      return loader.load(key);
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  /** Loads a value. The stage may complete on any thread. */
  CompletionStage<@Nullable V> load(K key) {
    return breaker.executeCompletionStage(() -> loader.load(key));
  }
}
