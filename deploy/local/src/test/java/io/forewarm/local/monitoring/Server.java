package io.forewarm.local.monitoring;

import io.forewarm.embedded.Leash;
import java.io.IOException;
import java.nio.file.Path;

/** A program that serves on loopback until it is closed, or this JVM ends. */
record Server(Process process, Leash leash) implements AutoCloseable {
  static Server start(Program program, Path log, String... arguments) throws IOException {
    Process process = program.start(log, arguments);
    return new Server(process, Leash.on(process.pid()));
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    leash.close();
  }
}
