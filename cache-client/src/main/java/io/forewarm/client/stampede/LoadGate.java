package io.forewarm.client.stampede;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A bulkhead: so many loads run at a time, others wait in line without holding a thread. Who has
 * stopped waiting is passed over when its turn comes.
 */
public final class LoadGate {
  private final int most;
  private final Queue<Runnable> line = new ArrayDeque<>();
  private int running;

  /**
   * Opens a gate.
   *
   * @param most loads at a time, 1 or more
   */
  public LoadGate(int most) {
    this.most = most;
  }

  /** Runs a load when its turn comes, unless what it returned here is done by then. */
  public <T> CompletableFuture<T> pass(Supplier<? extends CompletionStage<T>> load) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Runnable turn = () -> run(load, result);
    synchronized (this) {
      if (running == most) {
        line.add(turn);
        return result;
      }
      running++;
    }
    turn.run();
    return result;
  }

  private <T> void run(Supplier<? extends CompletionStage<T>> load, CompletableFuture<T> result) {
    if (result.isDone()) {
      leave();
      return;
    }
    CompletionStage<T> stage;
    try {
      stage = load.get();
    } catch (RuntimeException e) {
      stage = CompletableFuture.failedFuture(e);
    }
    stage.whenComplete(
        (value, failure) -> {
          leave();
          if (failure == null) {
            result.complete(value);
          } else {
            result.completeExceptionally(failure);
          }
        });
  }

  private void leave() {
    Runnable next;
    synchronized (this) {
      next = line.poll();
      if (next == null) {
        running--;
        return;
      }
    }
    next.run();
  }

  /** Number of loads that wait in line. */
  public synchronized int waiting() {
    return line.size();
  }
}
