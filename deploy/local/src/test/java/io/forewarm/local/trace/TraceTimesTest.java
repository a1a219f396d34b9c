package io.forewarm.local.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceTimesTest {
  private static TraceEvent event(long at, String key) {
    return new TraceEvent(at, "u", false, key, TraceEvent.UNKNOWN, TraceEvent.UNKNOWN);
  }

  private static List<Long> times(Iterator<TraceEvent> events) {
    List<Long> times = new ArrayList<>();
    events.forEachRemaining(event -> times.add(event.atMillis()));
    return times;
  }

  private static Iterator<TraceEvent> timed(Long... times) {
    return new TimedTrace(List.of(times).stream().map(at -> event(at, "k")).iterator(), 4);
  }

  @Test
  void aTraceWithoutAClockTicksAtTheRate() {
    assertThat(times(timed(-1L, -1L, -1L))).containsExactly(0L, 4L, 8L);
  }

  @Test
  void lateAndUntimedLinesHappenAtOnce() {
    assertThat(times(timed(100L, 300L, 200L, -1L, 400L)))
        .containsExactly(100L, 300L, 300L, 300L, 400L);
  }

  @Test
  void severalTracesAreMergedInTheOrderOfTime() {
    List<String> keys = new ArrayList<>();
    new MergedTraces(
            List.of(
                List.of(event(1, "a"), event(5, "b")).iterator(),
                List.<TraceEvent>of().iterator(),
                List.of(event(1, "c"), event(2, "d"), event(9, "e")).iterator()))
        .forEachRemaining(event -> keys.add(event.key()));

    assertThat(keys).containsExactly("a", "c", "d", "b", "e");
  }
}
