package io.forewarm.local.replay;

import io.forewarm.local.load.Arrival;
import io.forewarm.local.load.Operation;
import io.forewarm.local.trace.TraceEvent;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;

/**
 * Turns a trace into arrivals, as many times faster as wanted, and tells the sizes of its values.
 */
final class TraceArrivals implements Iterator<Arrival> {
  private final Iterator<TraceEvent> events;
  private final double speed;
  private final ValueSizes sizes;
  private long start = TraceEvent.UNKNOWN;
  private long lastNanos;
  private long count;

  /**
   * Takes a trace in the order of time, every access with one.
   *
   * @param speed 1 for the trace's own, above for faster
   */
  TraceArrivals(Iterator<TraceEvent> events, double speed, ValueSizes sizes) {
    if (!(speed > 0)) {
      throw new IllegalArgumentException("the speed must be above 0: " + speed);
    }
    this.events = events;
    this.speed = speed;
    this.sizes = sizes;
  }

  @Override
  public boolean hasNext() {
    return events.hasNext();
  }

  @Override
  public Arrival next() {
    TraceEvent event = events.next();
    start = start == TraceEvent.UNKNOWN ? event.atMillis() : start;
    lastNanos = (long) (TimeUnit.MILLISECONDS.toNanos(event.atMillis() - start) / speed);
    count++;
    sizes.learn(event.key(), event.sizeBytes());
    return new Arrival(lastNanos, new Operation(event.write(), event.key(), event.user()));
  }

  /** Number of accesses a second so far, as they were due; all of them if that was no time. */
  double perSecond() {
    return lastNanos == 0 ? count : count * 1e9 / lastNanos;
  }
}
