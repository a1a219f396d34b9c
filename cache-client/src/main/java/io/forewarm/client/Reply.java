package io.forewarm.client;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a future brought: a value or a failure. */
record Reply<T>(@Nullable T value, @Nullable Throwable failure) {
  /** Returns a future of the reply, which never fails. */
  static <T> CompletableFuture<Reply<T>> of(CompletableFuture<T> future) {
    return future.handle(Reply::new);
  }
}
