package io.forewarm.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits for futures, and gives their failures the form that callers know. */
final class Answers {
  private Answers() {}

  /** Waits until a future is done; it must be bounded in time by who made it. */
  static <T extends @Nullable Object> T await(CompletableFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw cacheException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Waits until a future is done or a moment has come, {@link System#nanoTime}. */
  static <T extends @Nullable Object> T await(CompletableFuture<T> future, long deadline)
      throws ExecutionException, TimeoutException {
    try {
      return future.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static CacheException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new CacheException("the waiting thread was interrupted", e);
  }

  private static CacheException cacheException(Throwable failure) {
    Throwable cause = cause(failure);
    return cause instanceof CacheException known
        ? known
        : new CacheException(String.valueOf(cause.getMessage()), cause);
  }

  /** Takes off what futures wrap around a failure. */
  static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null
        && (cause instanceof ExecutionException || cause instanceof CompletionException)) {
      cause = cause.getCause();
    }
    return cause;
  }
}
