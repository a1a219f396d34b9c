package io.forewarm.client.redis;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store behind a circuit breaker: while Redis does not answer, commands fail at once instead of
 * each waiting for its timeout, and a few probes a second find out when it is back.
 */
public final class GuardedStore implements ValueStore {
  private static final CircuitBreakerConfig CONFIG =
      CircuitBreakerConfig.custom()
          .slidingWindow(20, 10, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
          .failureRateThreshold(50)
          .waitDurationInOpenState(Duration.ofMillis(500))
          .permittedNumberOfCallsInHalfOpenState(3)
          .automaticTransitionFromOpenToHalfOpenEnabled(false)
          .build();

  private final ValueStore store;
  private final CircuitBreaker breaker = CircuitBreaker.of("redis", CONFIG);

  /** Guards a store. */
  public GuardedStore(ValueStore store) {
    this.store = store;
  }

  /** Whether commands fail at once now. */
  public boolean open() {
    return breaker.getState() == CircuitBreaker.State.OPEN;
  }

  private <T> CompletableFuture<T> guard(Supplier<CompletionStage<T>> command) {
    return breaker
        .executeCompletionStage(command)
        .toCompletableFuture()
        .exceptionallyCompose(failure -> CompletableFuture.failedFuture(plain(failure)));
  }

  private static Throwable plain(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof CallNotPermittedException
        ? new StoreException("Redis has not answered lately, the next try comes in a moment", null)
        : cause;
  }

  @Override
  public CompletableFuture<@Nullable Envelope> read(String cacheKey) {
    return guard(() -> store.read(cacheKey));
  }

  @Override
  public CompletableFuture<List<@Nullable Envelope>> readAll(List<String> cacheKeys) {
    return guard(() -> store.readAll(cacheKeys));
  }

  @Override
  public CompletableFuture<LeaseAnswer> acquire(LeaseRequest request) {
    return guard(() -> store.acquire(request));
  }

  @Override
  public CompletableFuture<Boolean> renew(String cacheKey, long token, long leaseMillis) {
    return guard(() -> store.renew(cacheKey, token, leaseMillis));
  }

  @Override
  public CompletableFuture<Boolean> release(String cacheKey, long token) {
    return guard(() -> store.release(cacheKey, token));
  }

  @Override
  public CompletableFuture<Boolean> fill(
      String cacheKey, long token, Envelope envelope, long keptMillis) {
    return guard(() -> store.fill(cacheKey, token, envelope, keptMillis));
  }

  @Override
  public CompletableFuture<Void> seize(String cacheKey, long token, long leaseMillis) {
    return guard(() -> store.seize(cacheKey, token, leaseMillis));
  }

  @Override
  public CompletableFuture<Replaced> replace(String cacheKey, Envelope envelope, long keptMillis) {
    return guard(() -> store.replace(cacheKey, envelope, keptMillis));
  }

  @Override
  public CompletableFuture<Boolean> invalidate(
      String cacheKey, WriteId id, @Nullable Long version) {
    return guard(() -> store.invalidate(cacheKey, id, version));
  }

  @Override
  public CompletableFuture<Long> voidRange(String name) {
    return guard(() -> store.voidRange(name));
  }

  @Override
  public CompletableFuture<Voided> voidedSince(long at) {
    return guard(() -> store.voidedSince(at));
  }

  @Override
  public CompletableFuture<String> masterId() {
    return guard(store::masterId);
  }

  @Override
  public long now() {
    return store.now();
  }

  @Override
  public void onWake(String waiter, Consumer<String> listener) {
    store.onWake(waiter, listener);
  }

  @Override
  public void close() {
    store.close();
  }
}
