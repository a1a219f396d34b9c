package io.forewarm.spring;

import io.forewarm.client.CacheException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.interceptor.CacheOperationInvoker.ThrowableWrapper;

/**
 * How a method ended. It takes the place of a value where an exception is the answer, which is not
 * cached.
 *
 * @param thrown what the application has thrown, without what Spring puts around it; null: it
 *     returned
 */
record Outcome(@Nullable Object value, @Nullable Throwable thrown) {
  static Outcome failed(Throwable thrown) {
    return new Outcome(null, original(thrown));
  }

  /** What the application has thrown, as far as that can be told from a failure of a read. */
  static Throwable original(Throwable failure) {
    Throwable thrown = failure;
    while (thrown.getCause() != null && isAround(thrown)) {
      thrown = thrown.getCause();
    }
    return thrown;
  }

  private static boolean isAround(Throwable thrown) {
    return thrown instanceof CompletionException
        || thrown instanceof ThrowableWrapper
        || (thrown instanceof CacheException && !(thrown.getCause() instanceof TimeoutException));
  }

  /** The method's own exception in a failure of a read; null: the cache itself has failed. */
  static @Nullable Throwable ofMethod(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ThrowableWrapper wrapper) {
        return wrapper.getOriginal();
      }
    }
    return null;
  }
}
