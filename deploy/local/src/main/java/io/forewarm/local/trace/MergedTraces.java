package io.forewarm.local.trace;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/** Several traces as one, in the order of time. For one thread. */
final class MergedTraces implements Iterator<TraceEvent> {
  private record Head(TraceEvent event, int trace) {}

  private final List<? extends Iterator<TraceEvent>> traces;
  private final PriorityQueue<Head> heads =
      new PriorityQueue<>(
          Comparator.<Head>comparingLong(head -> head.event().atMillis())
              .thenComparingInt(Head::trace));

  /** Takes traces of which each is in the order of time. */
  MergedTraces(List<? extends Iterator<TraceEvent>> traces) {
    this.traces = traces;
    for (int i = 0; i < traces.size(); i++) {
      advance(i);
    }
  }

  private void advance(int trace) {
    if (traces.get(trace).hasNext()) {
      heads.add(new Head(traces.get(trace).next(), trace));
    }
  }

  @Override
  public boolean hasNext() {
    return !heads.isEmpty();
  }

  @Override
  public TraceEvent next() {
    Head head = heads.poll();
    if (head == null) {
      throw new NoSuchElementException();
    }
    advance(head.trace());
    return head.event();
  }
}
