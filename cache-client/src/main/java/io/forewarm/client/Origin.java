package io.forewarm.client;

import io.forewarm.client.budget.OriginHealth;
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
  /** Loads at a time that nobody waits for yet, if that is no more than half of all. */
  private static final int MOST_AHEAD = 16;

  /** For so long after a load that somebody waits for, none ahead tries whether it works again. */
  private static final long DEMAND_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final RegionConfig<K, V> config;
  private final FailurePolicy policy;
  private final Engine engine;
  private final DistributionSummary batches;
  private final CircuitBreaker breaker;
  private final LoadGate gate;
  private final OriginHealth health;
  private volatile long demandedAt = System.nanoTime();

  Origin(RegionConfig<K, V> config, Engine engine, DistributionSummary batches) {
    this.batches = batches;
    this.config = config;
    this.policy = config.failures();
    this.engine = engine;
    this.gate = new LoadGate(policy.maxLoads(), Math.min(MOST_AHEAD, policy.maxLoads() / 2));
    this.health = engine.budgets().health(config.origin());
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

  /**
   * Whether the circuit breaker is open and demand, if there is any, is to find out when the origin
   * works again.
   */
  boolean stopsAhead() {
    return breaker.getState() != CircuitBreaker.State.CLOSED
        && System.nanoTime() - demandedAt < DEMAND_NANOS;
  }

  /** The places that demand leaves over. */
  LoadGate gate() {
    return gate;
  }

  /** Number of loads that wait for others to end. */
  int waiting() {
    return gate.waiting();
  }

  /** Whether the region itself knows how to load. */
  boolean known() {
    boolean own = config.source() != null && config.source() != CallersSource.INSTANCE;
    return own || config.batchLoader() != null;
  }

  /** Whether several keys are loaded by one call. */
  boolean loadsBatches() {
    return config.batchLoader() != null;
  }

  /** Loads a value that somebody waits for. */
  CompletableFuture<Loaded<V>> load(LoadRequest<K, V> request) {
    if (request.source() == null && config.source() == null && config.batchLoader() == null) {
      return CompletableFuture.failedFuture(
          new IllegalStateException(
              "region " + config.name() + " was opened without a loader: give it one"));
    }
    return guarded(() -> one(request));
  }

  /**
   * Loads a value that nobody waits for yet, for who has a place of the gate. It is not tried
   * again: the pipeline may order it anew.
   */
  CompletableFuture<Loaded<V>> loadAhead(LoadRequest<K, V> request) {
    return breaker.executeCompletionStage(() -> bounded(() -> one(request))).toCompletableFuture();
  }

  private CompletionStage<Loaded<V>> one(LoadRequest<K, V> request) {
    Source<K, V> own = request.source();
    Source<K, V> source = own == null ? config.source() : own;
    if (source != null) {
      return source.load(request, engine.loads());
    }
    return all(Set.of(request.key())).thenApply(found -> Loaded.of(found.get(request.key())));
  }

  /** Loads several values by one call of the batch loader. */
  CompletableFuture<Map<K, V>> loadAll(Set<K> keys) {
    return guarded(() -> all(keys));
  }

  private CompletionStage<Map<K, V>> all(Set<K> keys) {
    BatchLoader<K, V> batch = config.batchLoader();
    if (batch == null) {
      throw new IllegalStateException("region " + config.name() + " has no batch loader");
    }
    batches.record(keys.size());
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return batch.loadAll(keys);
          } catch (Exception e) {
            throw new CompletionException(e);
          }
        },
        engine.loads());
  }

  private <T> CompletableFuture<T> guarded(Supplier<CompletionStage<T>> call) {
    demandedAt = System.nanoTime();
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
    OriginHealth.Load load = health.begun(System.nanoTime());
    CompletionStage<T> stage;
    try {
      stage = call.get();
    } catch (RuntimeException | Error e) {
      stage = CompletableFuture.failedFuture(e);
    }
    CompletableFuture<T> bounded =
        stage
            .toCompletableFuture()
            .copy()
            .orTimeout(policy.loadTimeout().toMillis(), TimeUnit.MILLISECONDS);
    bounded.whenComplete(
        (value, failure) -> health.ended(load, failure != null, System.nanoTime()));
    return bounded;
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
