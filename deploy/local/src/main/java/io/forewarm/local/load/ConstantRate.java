package io.forewarm.local.load;

import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Arrivals at one rate for some time, equally spaced. */
public final class ConstantRate implements Iterator<Arrival> {
  private final double nanosApart;
  private final long count;
  private final Supplier<Operation> operations;
  private long next;

  /**
   * Plans the arrivals.
   *
   * @param perSecond offered rate, above 0
   * @param duration of the offer
   * @param operations gives the operations, asked in order by one thread
   */
  public ConstantRate(double perSecond, Duration duration, Supplier<Operation> operations) {
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException("the rate must be above 0: " + perSecond);
    }
    this.nanosApart = TimeUnit.SECONDS.toNanos(1) / perSecond;
    this.count = Math.round(duration.toNanos() / nanosApart);
    this.operations = operations;
  }

  @Override
  public boolean hasNext() {
    return next < count;
  }

  @Override
  public Arrival next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return new Arrival((long) (next++ * nanosApart), operations.get());
  }
}
