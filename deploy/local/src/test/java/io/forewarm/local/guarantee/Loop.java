package io.forewarm.local.guarantee;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A thread that does the same again and again until closed. */
final class Loop implements AutoCloseable {
  private static final long LEAVE_MILLIS = TimeUnit.SECONDS.toMillis(30);

  private final Thread thread;
  private volatile boolean closed;

  /**
   * Starts.
   *
   * @param pauseNanos after each turn
   */
  Loop(String name, Runnable turn, long pauseNanos) {
    thread =
        new Thread(
            () -> {
              while (!closed) {
                turn.run();
                LockSupport.parkNanos(pauseNanos);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Lets the turn at hand be the last one; returns after it. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join(LEAVE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
