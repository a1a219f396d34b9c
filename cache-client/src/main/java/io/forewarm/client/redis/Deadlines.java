package io.forewarm.client.redis;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that no future is left open, whatever happens to the connection. All have the same
 * limit, so they expire in the order in which they came, and one look now and then finds those that
 * are due: a timer of its own for each command would wake a thread for each.
 */
final class Deadlines implements AutoCloseable {
  private static final int LOOKS_A_LIMIT = 20;

  private final Duration limit;
  private final Queue<Deadline> open = new ConcurrentLinkedQueue<>();
  private final ScheduledThreadPoolExecutor timer;
  private volatile boolean closed;

  /** When a future is due; empty once it is complete, so that no answer is kept. */
  private static final class Deadline extends AtomicReference<@Nullable CompletableFuture<?>> {
    private static final long serialVersionUID = 1;

    private final long nanos;

    Deadline(CompletableFuture<?> future, long nanos) {
      super(future);
      this.nanos = nanos;
    }
  }

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
    long period = Math.max(1, limit.toMillis() / LOOKS_A_LIMIT);
    timer.scheduleWithFixedDelay(this::look, period, period, TimeUnit.MILLISECONDS);
  }

  /**
   * Fails a future with {@link TimeoutException} if it is not complete within the limit and a
   * twentieth of it.
   */
  <T> CompletableFuture<T> bound(CompletableFuture<T> future) {
    if (future.isDone()) {
      return future;
    }
    Deadline deadline = new Deadline(future, System.nanoTime() + limit.toNanos());
    future.whenComplete((value, error) -> deadline.set(null));
    open.add(deadline);
    if (closed) {
      expireAll();
    }
    return future;
  }

  private void look() {
    long now = System.nanoTime();
    Deadline first = open.peek();
    while (first != null && (first.get() == null || first.nanos - now <= 0)) {
      Deadline due = open.poll();
      if (due != null) {
        expire(due);
      }
      first = open.peek();
    }
  }

  private void expireAll() {
    Deadline deadline;
    while ((deadline = open.poll()) != null) {
      expire(deadline);
    }
  }

  private void expire(Deadline deadline) {
    CompletableFuture<?> future = deadline.get();
    if (future != null) {
      future.completeExceptionally(
          new TimeoutException("no answer within " + limit.toMillis() + " ms"));
    }
  }

  /** Repeats a task until this is closed. */
  void every(Duration period, Runnable task) {
    timer.scheduleWithFixedDelay(task, 0, period.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Futures that are still open fail now. */
  @Override
  public void close() {
    closed = true;
    timer.shutdownNow();
    expireAll();
  }
}
