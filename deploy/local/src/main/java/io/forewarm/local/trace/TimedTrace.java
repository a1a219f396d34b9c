package io.forewarm.local.trace;

import java.util.Iterator;

/**
 * Gives every access of a trace a time: an access without one happens with the one before it, and a
 * trace that begins without a clock gets one that ticks at a rate. Time never goes back: a late
 * line happens at once. For one thread.
 */
final class TimedTrace implements Iterator<TraceEvent> {
  private final Iterator<TraceEvent> events;
  private final double millisApart;
  private long start = TraceEvent.UNKNOWN;
  private long last;
  private long count;
  private boolean clocked;

  /**
   * Takes a trace.
   *
   * @param millisApart time between accesses of a trace without a clock, milliseconds of the trace
   */
  TimedTrace(Iterator<TraceEvent> events, double millisApart) {
    this.events = events;
    this.millisApart = millisApart;
  }

  @Override
  public boolean hasNext() {
    return events.hasNext();
  }

  /** Returns the next access; times count from 0, or from 1970 if the trace says when. */
  @Override
  public TraceEvent next() {
    TraceEvent event = events.next();
    if (start == TraceEvent.UNKNOWN) {
      clocked = event.timed();
      start = clocked ? event.atMillis() : 0;
      last = start;
    }
    last = Math.max(last, clocked ? timeOf(event) : Math.round(count++ * millisApart));
    return event.at(last);
  }

  private long timeOf(TraceEvent event) {
    return event.timed() ? event.atMillis() : last;
  }
}
