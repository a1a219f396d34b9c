package io.forewarm.client.near;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.events.KeyCounter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NearEntryTest {
  private static final int HITS = 32;

  private final CountDownLatch goOn = new CountDownLatch(1);

  /** As its thread does in a process that was stopped, or that gets no processor. */
  private long standStill() {
    if (Thread.currentThread().getName().equals("forewarm-clock")) {
      try {
        goOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return Long.MIN_VALUE;
  }

  private static long time(NearEntry<String> entry, CoarseClock clock) {
    long coarse = clock.nanos();
    return entry.trusts(coarse) ? coarse : entry.look(clock);
  }

  @Test
  void hitsDoNotTrustAClockThatStandsStill() {
    NearEntry.Details details = NearEntry.Details.unstored("things:1", 1, Long.MAX_VALUE, 10);
    NearEntry<String> entry =
        new NearEntry<>("v", KeyCounter.unheard(), 0, Long.MAX_VALUE, details);
    try (CoarseClock clock = new CoarseClock(this::standStill)) {
      long began = System.nanoTime();
      time(entry, clock);
      while (System.nanoTime() - began < TimeUnit.MILLISECONDS.toNanos(20)) {
        Thread.onSpinWait();
      }
      long late = System.nanoTime();
      long last = began;
      for (int hit = 0; hit < HITS; hit++) {
        last = Math.max(last, time(entry, clock));
      }
      assertThat(last).isGreaterThanOrEqualTo(late);
      assertThat(clock.nanos()).as("helped on, for all entries").isGreaterThanOrEqualTo(late);
      goOn.countDown();
    }
  }
}
