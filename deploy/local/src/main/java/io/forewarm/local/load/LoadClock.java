package io.forewarm.local.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The time of a load run. Never goes back; its zero is 1970, so that runs can be compared. */
public interface LoadClock {
  /** Returns the time in nanoseconds since 1970. */
  long now();

  /** Returns when {@code now() >= at}; costs no CPU. Ends early when the thread is interrupted. */
  void sleepUntil(long at);

  /** The time of this machine. */
  LoadClock SYSTEM =
      new LoadClock() {
        private final long base =
            TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - System.nanoTime();

        @Override
        public long now() {
          return base + System.nanoTime();
        }

        @Override
        public void sleepUntil(long at) {
          long left = at - now();
          while (left > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(left);
            left = at - now();
          }
        }
      };
}
