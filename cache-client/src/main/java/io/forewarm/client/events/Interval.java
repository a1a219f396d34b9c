package io.forewarm.client.events;

import java.util.concurrent.TimeUnit;

/** A length of time as reports carry it. */
final class Interval {
  private static final int MAX_MILLIS = 600_000;

  private Interval() {}

  /** Returns milliseconds, 0 to ten minutes. */
  static int millis(long nanos) {
    return (int) Math.max(0, Math.min(MAX_MILLIS, TimeUnit.NANOSECONDS.toMillis(nanos)));
  }
}
