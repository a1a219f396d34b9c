package io.forewarm.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits for a server to become what it should be. */
final class Patience {
  private static final long LOOK_AGAIN_MS = 10;

  private Patience() {}

  /** What is looked at; a failure to look counts as no. */
  interface Condition {
    boolean holds() throws IOException;
  }

  /** Returns when the condition holds, or throws {@link IllegalStateException} after the limit. */
  static void await(String what, Duration limit, Condition condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    @Nullable IOException last = null;
    while (System.nanoTime() < deadline) {
      try {
        if (condition.holds()) {
          return;
        }
      } catch (IOException e) {
        last = e;
      }
      pause();
    }
    throw new IllegalStateException(what + ": not within " + limit, last);
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
