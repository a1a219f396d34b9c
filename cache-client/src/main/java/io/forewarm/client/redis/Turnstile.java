package io.forewarm.client.redis;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Lets a bounded number of commands be under way, the others wait in their order. When one has
 * timed out, those that wait fail with it: nobody waits for two timeouts.
 */
final class Turnstile {
  private final int most;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger departures = new AtomicInteger();
  private final Queue<Waiting<?>> waiting = new ConcurrentLinkedQueue<>();

  /** A command that has not gone yet. */
  private record Waiting<T>(
      Supplier<CompletableFuture<T>> command, CompletableFuture<T> answer, Turnstile turnstile) {
    void go() {
      CompletableFuture<T> gone;
      try {
        gone = command.get();
      } catch (RuntimeException e) {
        gone = CompletableFuture.failedFuture(e);
      }
      gone.whenComplete(
          (value, error) -> {
            if (error == null) {
              turnstile.left(false);
              answer.complete(value);
            } else {
              turnstile.left(RedisCalls.cause(error) instanceof TimeoutException);
              answer.completeExceptionally(error);
            }
          });
    }
  }

  /**
   * @param most how many may be under way at once
   */
  Turnstile(int most) {
    this.most = most;
  }

  /** Sends a command when it is its turn. */
  <T> CompletableFuture<T> pass(Supplier<CompletableFuture<T>> command) {
    Waiting<T> last = new Waiting<>(command, new CompletableFuture<>(), this);
    waiting.add(last);
    depart();
    return last.answer();
  }

  private void depart() {
    if (departures.getAndIncrement() > 0) {
      return;
    }
    int seen = 1;
    do {
      Waiting<?> next;
      while (underWay.get() < most && (next = waiting.poll()) != null) {
        underWay.incrementAndGet();
        next.go();
      }
      seen = departures.addAndGet(-seen);
    } while (seen > 0);
  }

  private void left(boolean timedOut) {
    underWay.decrementAndGet();
    if (timedOut) {
      Waiting<?> late;
      while ((late = waiting.poll()) != null) {
        late.answer().completeExceptionally(new TimeoutException("one before it has timed out"));
      }
    }
    depart();
  }
}
