package io.forewarm.spring;

import io.forewarm.client.CacheException;
import io.forewarm.client.LoadRequest;
import io.forewarm.client.Loaded;
import io.forewarm.client.Source;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.interceptor.CacheOperationInvoker.ThrowableWrapper;

/**
 * The load that one caller brings along: the method, to be called once if at all, on the caller's
 * own thread while the caller waits.
 */
final class Load implements Source<List<String>, Object> {
  private final SpringRegion region;
  private final Callable<?> method;
  private final Function<@Nullable Object, Loaded<Object>> decision;
  private final CallerThread caller = new CallerThread();
  private final AtomicBoolean called = new AtomicBoolean();
  private final Thread thread = Thread.currentThread();
  private @Nullable Outcome own;

  Load(
      SpringRegion region,
      Callable<?> method,
      Function<@Nullable Object, Loaded<Object>> decision) {
    this.region = region;
    this.method = method;
    this.decision = decision;
  }

  @Override
  public CompletionStage<Loaded<Object>> load(
      LoadRequest<List<String>, Object> request, Executor blocking) {
    return region.leavesEarly()
        ? unattended().load(request, blocking)
        : CompletableFuture.supplyAsync(this::call, task -> caller.execute(task, blocking));
  }

  /** The caller has its value already, or takes a stale one in time: it must not be held up. */
  @Override
  public Source<List<String>, Object> unattended() {
    return (request, blocking) -> CompletableFuture.supplyAsync(this::call, blocking);
  }

  private Loaded<Object> call() {
    if (!called.compareAndSet(false, true)) {
      throw new IllegalStateException("a cached method is not called twice in one call");
    }
    Outcome outcome = outcome();
    if (Thread.currentThread() == thread) {
      own = outcome;
    }
    return decided(outcome, region, decision);
  }

  private Outcome outcome() {
    try {
      return new Outcome(method.call(), null);
    } catch (Exception e) {
      return Outcome.failed(e);
    }
  }

  /**
   * Says what is done with how a method ended.
   *
   * @throws ThrowableWrapper if that is a failure of the origin
   */
  static Loaded<Object> decided(
      Outcome outcome, SpringRegion region, Function<@Nullable Object, Loaded<Object>> decision) {
    Throwable thrown = outcome.thrown();
    if (thrown == null) {
      return decision.apply(outcome.value());
    }
    if (region.isAnswer(thrown)) {
      return Loaded.<Object>of(outcome).notCached();
    }
    throw new ThrowableWrapper(thrown);
  }

  /**
   * Works while the caller waits, and returns how the method ended for it: what the caller has
   * called itself it gets in any case.
   *
   * @throws CacheException if neither the method nor the cache could answer
   */
  Outcome answer(CompletableFuture<@Nullable Object> answer) {
    try {
      caller.await(answer);
      return own != null ? own : of(answer.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CacheException("the waiting thread was interrupted", e);
    } catch (ExecutionException e) {
      Throwable thrown = Outcome.ofMethod(e);
      if (thrown != null) {
        return Outcome.failed(thrown);
      }
      throw e.getCause() instanceof CacheException known
          ? known
          : new CacheException(String.valueOf(e.getCause()), e);
    }
  }

  private static Outcome of(@Nullable Object value) {
    return value instanceof Outcome others ? others : new Outcome(value, null);
  }
}
