package io.forewarm.client.events;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The counters that were touched since the flush thread last looked: a stack linked through the
 * counters themselves (Treiber 1986), so that joining it allocates nothing. Many push, one takes
 * all.
 */
final class TouchedCounters {
  private final AtomicReference<@Nullable KeyCounter> newest = new AtomicReference<>();

  void push(KeyCounter counter) {
    KeyCounter head;
    do {
      head = newest.get();
      counter.next = head;
    } while (!newest.compareAndSet(head, counter));
  }

  /**
   * Takes all, as a chain by {@code next}. A counter's {@code next} must be read before the counter
   * is released by {@link KeyCounter#untouch}.
   */
  @Nullable KeyCounter takeAll() {
    return newest.getAndSet(null);
  }
}
