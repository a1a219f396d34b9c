package io.forewarm.client.redis;

import io.forewarm.client.codec.CodecException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store behind circuit breakers: while Redis does not answer, commands fail at once instead of
 * each waiting for its timeout, and a few probes a second find out when it is back. Reads have a
 * breaker of their own: a Redis that is full or a replica refuses every script, and still serves
 * what it has. Commands that wait are bounded in number, so that memory is, too.
 */
public final class GuardedStore implements ValueStore {
  private static final int MOST_PENDING = 1 << 16;

  private static final CircuitBreakerConfig CONFIG =
      CircuitBreakerConfig.custom()
          .slidingWindow(20, 10, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
          .failureRateThreshold(50)
          .waitDurationInOpenState(Duration.ofMillis(500))
          .permittedNumberOfCallsInHalfOpenState(3)
          .automaticTransitionFromOpenToHalfOpenEnabled(false)
          .build();

  private final ValueStore store;
  private final int mostPending;
  private final CircuitBreaker reads = CircuitBreaker.of("redis-reads", CONFIG);
  private final CircuitBreaker writes = CircuitBreaker.of("redis-writes", CONFIG);
  private final AtomicInteger pending = new AtomicInteger();

  /** Guards a store. */
  public GuardedStore(ValueStore store) {
    this(store, MOST_PENDING);
  }

  GuardedStore(ValueStore store, int mostPending) {
    this.store = store;
    this.mostPending = mostPending;
  }

  /** The answer is the store's own future: a stage more would cost every read. */
  private <T extends @Nullable Object> CompletableFuture<T> guard(
      CircuitBreaker breaker, Supplier<CompletableFuture<T>> command) {
    if (!breaker.tryAcquirePermission()) {
      return CompletableFuture.failedFuture(
          new StoreException(
              "Redis has not answered lately, the next try comes in a moment", null));
    }
    if (pending.incrementAndGet() > mostPending) {
      pending.decrementAndGet();
      breaker.releasePermission();
      return CompletableFuture.failedFuture(
          new StoreException(mostPending + " commands wait for Redis already", null));
    }
    long began = breaker.getCurrentTimestamp();
    CompletableFuture<T> answer;
    try {
      answer = command.get();
    } catch (RuntimeException e) {
      pending.decrementAndGet();
      breaker.releasePermission();
      throw e;
    }
    answer.whenComplete(
        (value, error) -> {
          pending.decrementAndGet();
          judge(breaker, breaker.getCurrentTimestamp() - began, error);
        });
    return answer;
  }

  /** A value that is too large, and a caller that waits no longer, say nothing about Redis. */
  private static void judge(CircuitBreaker breaker, long took, @Nullable Throwable error) {
    if (error == null) {
      breaker.onSuccess(took, breaker.getTimestampUnit());
    } else if (error instanceof StoreException && !(error.getCause() instanceof CodecException)) {
      breaker.onError(took, breaker.getTimestampUnit(), error);
    } else {
      breaker.releasePermission();
    }
  }

  @Override
  public CompletableFuture<@Nullable Envelope> read(String cacheKey) {
    return guard(reads, () -> store.read(cacheKey));
  }

  @Override
  public CompletableFuture<List<@Nullable Envelope>> readAll(List<String> cacheKeys) {
    return guard(reads, () -> store.readAll(cacheKeys));
  }

  @Override
  public CompletableFuture<LeaseAnswer> acquire(LeaseRequest request) {
    return guard(writes, () -> store.acquire(request));
  }

  @Override
  public CompletableFuture<Boolean> renew(String cacheKey, long token, long leaseMillis) {
    return guard(writes, () -> store.renew(cacheKey, token, leaseMillis));
  }

  @Override
  public CompletableFuture<Boolean> release(String cacheKey, long token) {
    return guard(writes, () -> store.release(cacheKey, token));
  }

  @Override
  public CompletableFuture<Boolean> fill(
      String cacheKey, long token, Envelope envelope, long keptMillis) {
    return guard(writes, () -> store.fill(cacheKey, token, envelope, keptMillis));
  }

  @Override
  public CompletableFuture<Void> seize(String cacheKey, long token, long leaseMillis) {
    return guard(writes, () -> store.seize(cacheKey, token, leaseMillis));
  }

  @Override
  public CompletableFuture<LeaseAnswer> seizeInTurn(
      String cacheKey, long token, long leaseMillis, String waiter) {
    return guard(writes, () -> store.seizeInTurn(cacheKey, token, leaseMillis, waiter));
  }

  @Override
  public CompletableFuture<Replaced> replace(String cacheKey, Envelope envelope, long keptMillis) {
    return guard(writes, () -> store.replace(cacheKey, envelope, keptMillis));
  }

  @Override
  public CompletableFuture<Boolean> invalidate(
      String cacheKey, WriteId id, @Nullable Long version) {
    return guard(writes, () -> store.invalidate(cacheKey, id, version));
  }

  @Override
  public CompletableFuture<Boolean> invalidatePresent(
      String cacheKey, WriteId id, @Nullable Long version) {
    return guard(writes, () -> store.invalidatePresent(cacheKey, id, version));
  }

  @Override
  public CompletableFuture<Replaced> carry(
      String cacheKey, WriteId id, long version, byte[] payload) {
    return guard(writes, () -> store.carry(cacheKey, id, version, payload));
  }

  @Override
  public boolean spread() {
    return store.spread();
  }

  @Override
  public CompletableFuture<@Nullable Replica> readReplica(String cacheKey, int number) {
    return guard(reads, () -> store.readReplica(cacheKey, number));
  }

  @Override
  public CompletableFuture<Boolean> writeReplica(
      String cacheKey, int number, Replica replica, long keptMillis) {
    return guard(writes, () -> store.writeReplica(cacheKey, number, replica, keptMillis));
  }

  @Override
  public CompletableFuture<Void> removeReplicas(String cacheKey, int replicas) {
    return guard(writes, () -> store.removeReplicas(cacheKey, replicas));
  }

  @Override
  public CompletableFuture<Long> voidRange(String name) {
    return guard(writes, () -> store.voidRange(name));
  }

  @Override
  public CompletableFuture<Voided> voidedSince(long at) {
    return guard(writes, () -> store.voidedSince(at));
  }

  @Override
  public CompletableFuture<KeyPage> scan(
      String cacheKeyStart, KeyPage.@Nullable Position position) {
    return guard(reads, () -> store.scan(cacheKeyStart, position));
  }

  @Override
  public CompletableFuture<TokenAnswer> take(TokenRequest request) {
    return guard(writes, () -> store.take(request));
  }

  @Override
  public CompletableFuture<String> masterId() {
    return guard(reads, store::masterId);
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
  public void onBreaker(BiConsumer<String, Boolean> listener) {
    tell(reads, open -> listener.accept("reads", open));
    tell(writes, open -> listener.accept("writes", open));
  }

  private static void tell(CircuitBreaker breaker, Consumer<Boolean> listener) {
    breaker
        .getEventPublisher()
        .onStateTransition(
            event -> {
              switch (event.getStateTransition()) {
                case CLOSED_TO_OPEN -> listener.accept(true);
                case HALF_OPEN_TO_CLOSED -> listener.accept(false);
                default -> {
                  // it is tried again, or was in vain: nothing has changed for those who ask
                }
              }
            });
  }

  @Override
  public void close() {
    store.close();
  }
}
