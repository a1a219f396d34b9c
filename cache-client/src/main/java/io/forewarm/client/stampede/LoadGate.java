package io.forewarm.client.stampede;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A bulkhead: so many loads run at a time, others wait in line without holding a thread. Who has
 * stopped waiting is passed over when its turn comes. Some of the places may be taken by loads that
 * nobody waits for yet, while there is no line.
 */
public final class LoadGate {
  private final int most;
  private final int mostAhead;
  private final Queue<Runnable> line = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger ahead = new AtomicInteger();
  private final AtomicInteger calls = new AtomicInteger();

  /**
   * Opens a gate.
   *
   * @param most loads at a time, 1 or more
   * @param mostAhead of them at most that nobody waits for yet, 0 or more
   */
  public LoadGate(int most, int mostAhead) {
    this.most = most;
    this.mostAhead = mostAhead;
  }

  /**
   * Takes a place for a load that nobody waits for yet, until {@link #leaveAhead}. False: all of
   * those are taken, or others stand in line.
   */
  public boolean tryEnterAhead() {
    if (waiting.get() > 0 || running.get() >= most) {
      return false;
    }
    if (ahead.incrementAndGet() > mostAhead) {
      ahead.decrementAndGet();
      return false;
    }
    running.incrementAndGet();
    return true;
  }

  /** Gives the place back. */
  public void leaveAhead() {
    ahead.decrementAndGet();
    leave();
  }

  /** Runs a load when its turn comes, unless what it returned here is done by then. */
  public <T> CompletableFuture<T> pass(Supplier<? extends CompletionStage<T>> load) {
    CompletableFuture<T> result = new CompletableFuture<>();
    waiting.incrementAndGet();
    line.add(() -> run(load, result));
    letIn();
    return result;
  }

  /**
   * Runs whose turn it is. One thread at a time does, and does it again if somebody has called
   * meanwhile: loads that end at once must not pile up on its stack.
   */
  private void letIn() {
    if (calls.getAndIncrement() > 0) {
      return;
    }
    int seen = 1;
    do {
      Runnable next;
      while (running.get() < most && (next = line.poll()) != null) {
        waiting.decrementAndGet();
        running.incrementAndGet();
        next.run();
      }
      seen = calls.addAndGet(-seen);
    } while (seen > 0);
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
    running.decrementAndGet();
    letIn();
  }

  /** Number of loads that wait in line. */
  public int waiting() {
    return waiting.get();
  }
}
