package io.forewarm.local.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.forewarm.local.load.Arrival;
import io.forewarm.local.trace.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceArrivalsTest {
  private static TraceEvent event(long at, String key) {
    return new TraceEvent(at, "u", false, key, TraceEvent.UNKNOWN, TraceEvent.UNKNOWN);
  }

  @Test
  void speedCompressesTheTimeFromTheFirstAccessOn() {
    TraceArrivals arrivals =
        new TraceArrivals(
            List.of(event(10_000, "a"), event(10_600, "b"), event(16_000, "c")).iterator(),
            600,
            new ValueSizes());
    List<Long> due = new ArrayList<>();
    while (arrivals.hasNext()) {
      Arrival arrival = arrivals.next();
      due.add(arrival.atNanos());
    }

    assertThat(due).containsExactly(0L, 1_000_000L, 10_000_000L);
    assertThat(arrivals.perSecond()).isCloseTo(300, within(1e-6));
  }

  @Test
  void sizesAreAsTheTraceLastSaid() {
    ValueSizes sizes = new ValueSizes();
    sizes.learn("a", 500);
    sizes.learn("a", TraceEvent.UNKNOWN);
    sizes.learn("b", Long.MAX_VALUE);

    assertThat(sizes.of("a")).isEqualTo(500);
    assertThat(sizes.of("b")).isEqualTo(10 << 20);
    assertThat(sizes.of("c")).isEqualTo(1024);
  }
}
