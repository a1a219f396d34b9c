package io.forewarm.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Stands for what callers bring along, where one has brought nothing. */
enum CallersSource implements Source<Object, Object> {
  INSTANCE;

  @Override
  public CompletionStage<Loaded<Object>> load(
      LoadRequest<Object, Object> request, Executor blocking) {
    return CompletableFuture.failedFuture(
        new IllegalStateException(
            "the region has no loader of its own, and this caller brought none: read by"
                + " Region.loadedBy"));
  }
}
