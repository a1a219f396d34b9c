package io.forewarm.client;

import io.forewarm.client.stampede.LoadGate;
import io.forewarm.client.stampede.RetryPause;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.DistributionSummary;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The origin of one region: its loader behind a bulkhead and a circuit breaker, bounded in time,
 * and tried again where that may help.
 */
final class Origin<K, V> {
  private final RegionConfig<K, V> config;
  private final FailurePolicy policy;
  private final Engine engine;
  private final DistributionSummary batches;
  private final CircuitBreaker breaker;
  private final LoadGate gate;

  Origin(RegionConfig<K, V> config, Engine engine, DistributionSummary batches) {
    this.batches = batches;
    this.config = config;
    this.policy = config.failures();
    this.engine = engine;
    this.gate = new LoadGate(policy.maxLoads());
    this.breaker =
        CircuitBreaker.of(
            config.name(),
            CircuitBreakerConfig.custom()
                .slidingWindow(50, 20, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(policy.breakerPercent())
                .waitDurationInOpenState(policy.breakerPause())
                .permittedNumberOfCallsInHalfOpenState(3)
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(
            event -> {
              switch (event.getStateTransition()) {
                case CLOSED_TO_OPEN -> engine.notices().originBreaker(config.name(), true);
                case HALF_OPEN_TO_CLOSED -> engine.notices().originBreaker(config.name(), false);
                default -> {
                  // it is tried again, or was in vain: nothing has changed for those who ask
                }
              }
            });
  }

  /** Whether loads fail at once now. */
  boolean open() {
    return breaker.getState() == CircuitBreaker.State.OPEN;
  }

  /** Number of loads that wait for others to end. */
  int waiting() {
    return gate.waiting();
  }

  /** Whether several keys are loaded by one call. */
  boolean loadsBatches() {
    return config.batchLoader() != null;
  }

  /** Loads a value. */
  CompletableFuture<Loaded<V>> load(LoadRequest<K, V> request) {
    Source<K, V> source = config.source();
    BatchLoader<K, V> batch = config.batchLoader();
    if (source != null) {
      return guarded(() -> source.load(request, engine.loads()));
    }
    if (batch != null) {
      return loadAll(Set.of(request.key())).thenApply(found -> Loaded.of(found.get(request.key())));
    }
    return CompletableFuture.failedFuture(
        new IllegalStateException(
            "region " + config.name() + " was opened without a loader: give it one"));
  }

  /** Loads several values by one call of the batch loader. */
  CompletableFuture<Map<K, V>> loadAll(Set<K> keys) {
    BatchLoader<K, V> batch = config.batchLoader();
    if (batch == null) {
      throw new IllegalStateException("region " + config.name() + " has no batch loader");
    }
    batches.record(keys.size());
    return guarded(
        () ->
            CompletableFuture.supplyAsync(
                () -> {
                  try {
                    return batch.loadAll(keys);
                  } catch (Exception e) {
                    throw new CompletionException(e);
                  }
                },
                engine.loads()));
  }

  private <T> CompletableFuture<T> guarded(Supplier<CompletionStage<T>> call) {
    return attempt(call, policy.retries(), 0);
  }

  private <T> CompletableFuture<T> attempt(
      Supplier<CompletionStage<T>> call, int retries, long lastPause) {
    CompletableFuture<T> tried =
        gate.pass(() -> breaker.executeCompletionStage(() -> bounded(call)));
    return retries == 0
        ? tried
        : tried.exceptionallyCompose(failure -> again(call, retries, lastPause, failure));
  }

  private <T> CompletableFuture<T> bounded(Supplier<CompletionStage<T>> call) {
    return call.get()
        .toCompletableFuture()
        .copy()
        .orTimeout(policy.loadTimeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** An open breaker and a programming error do not go away by trying again. */
  private <T> CompletableFuture<T> again(
      Supplier<CompletionStage<T>> call, int retries, long lastPause, Throwable failure) {
    Throwable cause = Answers.cause(failure);
    if (cause instanceof CallNotPermittedException || cause instanceof Error) {
      return CompletableFuture.failedFuture(cause);
    }
    long pause =
        RetryPause.millis(
            lastPause,
            policy.firstPause().toMillis(),
            policy.longestPause().toMillis(),
            ThreadLocalRandom.current());
    CompletableFuture<@Nullable Void> over = new CompletableFuture<>();
    var unused = engine.timer().schedule(() -> over.complete(null), pause, TimeUnit.MILLISECONDS);
    return over.thenComposeAsync(go -> attempt(call, retries - 1, pause), engine.callbacks());
  }
}
