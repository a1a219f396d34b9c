package io.forewarm.local.stack;

import java.nio.file.Path;

/** A broker, a Redis and the app, each a child process that ends with this one. */
public final class LocalStack implements AutoCloseable {
  private LocalStack() {}

  /**
   * Starts all parts and creates the topics; returns when the app is ready.
   *
   * @throws StackException if a part does not become ready in 90 s; nothing is left running then
   */
  public static LocalStack start(StackConfig config, StackListener listener)
      throws StackException, InterruptedException {
    throw new StackException("not yet");
  }

  /** Where the parts listen; the same after a restart. */
  public StackAddresses addresses() {
    throw new UnsupportedOperationException();
  }

  /** The folder of topics and logs. */
  public Path data() {
    throw new UnsupportedOperationException();
  }

  /** The process id of a part, of its last start. */
  public long pid(StackPart part) {
    throw new UnsupportedOperationException();
  }

  /** Whether a part's process lives. */
  public boolean isRunning(StackPart part) {
    throw new UnsupportedOperationException();
  }

  /** Ends a part by SIGKILL and waits until it is gone; the listener hears nothing of it. */
  public void kill(StackPart part) throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  /**
   * Ends a part in its own order, SIGTERM, and by SIGKILL after 20 s; the listener hears nothing.
   */
  public void stop(StackPart part) throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  /** Starts a part that has ended on its old port; returns when it is ready. */
  public void restart(StackPart part) throws StackException, InterruptedException {
    throw new UnsupportedOperationException();
  }

  /** Ends the app, then Redis, then the broker, and deletes the folder if it was temporary. */
  @Override
  public void close() {}
}
