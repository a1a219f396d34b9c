package io.forewarm.local.replay;

import io.forewarm.local.trace.TraceEvent;
import java.util.Iterator;

/** A trace at another speed: its first access keeps its time. */
final class FasterTrace implements Iterator<TraceEvent> {
  private final Iterator<TraceEvent> events;
  private final double speed;
  private long start = TraceEvent.UNKNOWN;

  /**
   * Takes a trace, every access with a time.
   *
   * @param speed 1 for the trace's own, above for faster
   */
  FasterTrace(Iterator<TraceEvent> events, double speed) {
    this.events = events;
    this.speed = speed;
  }

  @Override
  public boolean hasNext() {
    return events.hasNext();
  }

  @Override
  public TraceEvent next() {
    TraceEvent event = events.next();
    start = start == TraceEvent.UNKNOWN ? event.atMillis() : start;
    return event.at(start + (long) ((event.atMillis() - start) / speed));
  }
}
