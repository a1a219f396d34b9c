package io.forewarm.client;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** An origin whose loads end when the test says so; it answers with the value it had when asked. */
final class SlowOrigin implements AsyncLoader<String, String> {
  private final Queue<Pending> pending = new ArrayDeque<>();
  private final AtomicInteger loads = new AtomicInteger();
  private volatile String value = "v0";
  private volatile boolean instant;

  /** Answers at once from now on. */
  SlowOrigin instant() {
    instant = true;
    return this;
  }

  void write(String next) {
    value = next;
  }

  int loads() {
    return loads.get();
  }

  synchronized int pending() {
    return pending.size();
  }

  /** Ends the oldest load. */
  synchronized void answer() {
    Pending oldest = pending.remove();
    oldest.future.complete(oldest.value);
  }

  /** Lets the oldest load fail. */
  synchronized void fail(String why) {
    pending.remove().future.completeExceptionally(new IllegalStateException(why));
  }

  @Override
  public synchronized CompletionStage<String> load(String key) {
    loads.incrementAndGet();
    CompletableFuture<String> future = new CompletableFuture<>();
    if (instant) {
      future.complete(value);
    } else {
      pending.add(new Pending(future, value));
    }
    return future;
  }

  private record Pending(CompletableFuture<String> future, String value) {}
}
