package io.forewarm.client.events;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The counters that were touched since the flush thread last looked, and the near entries that were
 * hit: stacks linked through these themselves (Treiber 1986), so that joining one allocates
 * nothing. Many push, one takes all.
 */
final class TouchedCounters {
  private final AtomicReference<@Nullable KeyCounter> newest = new AtomicReference<>();
  private final AtomicReference<@Nullable CountedHits> newestEntry = new AtomicReference<>();

  /** Entries whose owner may have counted a hit before it saw that they had left the queue. */
  private final List<CountedHits> lookAgain = new ArrayList<>();

  void push(KeyCounter counter) {
    KeyCounter head;
    do {
      head = newest.get();
      counter.next = head;
    } while (!newest.compareAndSet(head, counter));
  }

  void push(CountedHits entry) {
    CountedHits head;
    do {
      head = newestEntry.get();
      entry.next = head;
    } while (!newestEntry.compareAndSet(head, entry));
  }

  /**
   * Brings the hits of the entries home and takes all counters, as a chain by {@code next}. A
   * counter's {@code next} must be read before the counter is released by {@link
   * KeyCounter#untouch}.
   */
  @Nullable KeyCounter takeAll() {
    lookAgain.forEach(CountedHits::bringHome);
    lookAgain.clear();
    CountedHits entry = newestEntry.getAndSet(null);
    while (entry != null) {
      CountedHits next = entry.next;
      entry.leaveQueue();
      entry.bringHome();
      lookAgain.add(entry);
      entry = next;
    }
    return newest.getAndSet(null);
  }
}
