package io.forewarm.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;

/** Stops the time of a process of this machine, and lets it go on. */
public enum Signal {
  /** SIGSTOP: connections stay open and nothing answers. */
  STOP,
  /** SIGCONT: it goes on; nothing happens to one that is not stopped. */
  CONT;

  /**
   * Sends the signal; returns when it is sent.
   *
   * @throws IllegalStateException if it cannot be sent, such as to a process that is gone
   */
  public void send(long pid) {
    try {
      Process kill =
          new ProcessBuilder("/bin/sh", "-c", "kill -" + name() + " " + pid)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start();
      int code = kill.waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill -" + name() + " " + pid + " ended with " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while sending SIG" + name(), e);
    }
  }
}
