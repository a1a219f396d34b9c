package io.forewarm.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;

/**
 * Kills a child process when this JVM is gone, however it went, SIGKILL included. A shell waits for
 * the end of its input, which the operating system closes with this JVM.
 */
public final class Leash implements AutoCloseable {
  private static final String GUARD =
      "trap '' INT TERM HUP; read -r release || kill -9 \"$1\" 2>/dev/null";

  private final Process guard;

  private Leash(Process guard) {
    this.guard = guard;
  }

  /** Puts a process of this machine on a leash, until {@link #close}. */
  public static Leash on(long pid) {
    try {
      return new Leash(
          new ProcessBuilder("/bin/sh", "-c", GUARD, "leash", Long.toString(pid))
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets the process go; it is not harmed. */
  @Override
  public void close() {
    try (OutputStream input = guard.getOutputStream()) {
      input.write('\n');
    } catch (IOException e) {
      guard.destroyForcibly();
    }
  }
}
