package io.forewarm.client.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sees to it that no future is left open, whatever happens to the connection. */
final class Deadlines implements AutoCloseable {
  private final Duration limit;
  private final ScheduledThreadPoolExecutor timer;

  Deadlines(Duration limit) {
    this.limit = limit;
    this.timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "forewarm-redis-deadlines");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Fails a future with {@link TimeoutException} if it is not complete within the limit. */
  <T> CompletableFuture<T> bound(CompletableFuture<T> future) {
    if (future.isDone()) {
      return future;
    }
    Future<?> deadline;
    try {
      deadline = timer.schedule(() -> expire(future), limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      expire(future);
      return future;
    }
    future.whenComplete((value, error) -> deadline.cancel(false));
    return future;
  }

  private void expire(CompletableFuture<?> future) {
    future.completeExceptionally(
        new TimeoutException("no answer within " + limit.toMillis() + " ms"));
  }

  /** Repeats a task until this is closed. */
  void every(Duration period, Runnable task) {
    timer.scheduleWithFixedDelay(task, 0, period.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Futures that are still open keep their deadlines. */
  @Override
  public void close() {
    timer.shutdown();
  }
}
