package io.forewarm.client.events;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A monotonic clock that stands until it is moved. */
public final class ManualClock implements LongSupplier {
  private final AtomicLong nanos = new AtomicLong(-5_000_000_000L);

  @Override
  public long getAsLong() {
    return nanos.get();
  }

  /** Moves the clock; returns the new time. */
  public long advance(Duration time) {
    return nanos.addAndGet(time.toNanos());
  }

  /** Moves the clock; returns the new time. */
  public long advanceMillis(long millis) {
    return advance(Duration.ofMillis(millis));
  }
}
