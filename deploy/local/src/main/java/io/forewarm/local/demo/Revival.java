package io.forewarm.local.demo;

import io.forewarm.local.stack.LocalStack;
import io.forewarm.local.stack.StackException;
import io.forewarm.local.stack.StackListener;
import io.forewarm.local.stack.StackPart;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Starts parts of the stack again some time after somebody has killed them. */
final class Revival implements StackListener, AutoCloseable {
  private final PrintWriter lines;
  private final Duration after;
  private final CompletableFuture<LocalStack> stack = new CompletableFuture<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "revival");
            thread.setDaemon(true);
            return thread;
          });

  Revival(PrintWriter lines, Duration after) {
    this.lines = lines;
    this.after = after;
  }

  /** Begins to revive the parts of this stack. */
  void watch(LocalStack started) {
    stack.complete(started);
  }

  @Override
  public void progress(String step) {
    say(step);
  }

  @Override
  public void died(StackPart part, int exitCode) {
    say(
        part.label()
            + " has ended with code "
            + exitCode
            + "; again in "
            + after.toSeconds()
            + " s");
    var unused = timer.schedule(() -> revive(part), after.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void revive(StackPart part) {
    LocalStack known = stack.getNow(null);
    if (known == null) {
      return;
    }
    try {
      known.restart(part);
      say(part.label() + " runs again, process " + known.pid(part));
    } catch (StackException | IllegalStateException e) {
      say(part.label() + " does not start again: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void say(String line) {
    lines.println(line);
    lines.flush();
  }

  /** Revives nothing any more. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
