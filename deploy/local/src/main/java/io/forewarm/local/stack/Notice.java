package io.forewarm.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that tells of a running stack; {@link #close} takes it down. */
public final class Notice implements AutoCloseable {
  private final Path file;
  private final Thread atExit = new Thread(this::takeDown, "end of the notice");

  Notice(Path file) {
    this.file = file;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  @Override
  public void close() {
    takeDown();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException endingAlready) {
      // the process is ending and runs its hooks: there is nothing left to take back
    }
  }

  private void takeDown() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
