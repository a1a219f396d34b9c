package io.forewarm.spring;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A thread that waits for an answer and meanwhile does itself what the answer needs: a cached
 * method runs where its caller is, with the caller's transaction and whatever else is bound to the
 * thread. What comes after the caller has left is done by others.
 */
final class CallerThread {
  private final Queue<Task> tasks = new ArrayDeque<>();
  private boolean left;

  /** Runs a task on the caller's thread, or on others' if the caller has left. */
  void execute(Runnable task, Executor others) {
    synchronized (this) {
      if (!left) {
        tasks.add(new Task(task, others));
        notifyAll();
        return;
      }
    }
    others.execute(task);
  }

  /** Works until an answer is there. */
  void await(CompletableFuture<?> answer) throws InterruptedException {
    try {
      if (!answer.isDone()) {
        answer.whenComplete((value, failure) -> wake());
        for (Task task = next(answer); task != null; task = next(answer)) {
          task.run().run();
        }
      }
    } finally {
      leave();
    }
  }

  private synchronized void wake() {
    notifyAll();
  }

  private synchronized @Nullable Task next(CompletableFuture<?> answer)
      throws InterruptedException {
    while (tasks.isEmpty() && !answer.isDone()) {
      wait();
    }
    return answer.isDone() ? null : tasks.poll();
  }

  private synchronized void leave() {
    left = true;
    tasks.forEach(task -> task.others().execute(task.run()));
    tasks.clear();
  }

  private record Task(Runnable run, Executor others) {}
}
