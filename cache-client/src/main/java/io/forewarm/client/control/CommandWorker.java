package io.forewarm.client.control;

/** stub. */
public final class CommandWorker implements AutoCloseable {
  public void start() {}

  @Override
  public void close() {}
}
