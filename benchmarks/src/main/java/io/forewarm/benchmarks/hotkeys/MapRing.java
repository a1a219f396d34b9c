package io.forewarm.benchmarks.hotkeys;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * What one would write first: counts of each sub-window in a map, and their sum over the window in
 * another. In memory only, and nothing is judged.
 */
final class MapRing extends ContextualProcessor<String, byte[], Void, Void> {
  private final long step;
  private final int length;
  private final Deque<Map<String, Long>> ring = new ArrayDeque<>();
  private final Map<String, Long> sums = new HashMap<>();
  private long end = Long.MIN_VALUE;

  MapRing(Duration window, Duration step) {
    this.step = step.toMillis();
    this.length = (int) (window.toMillis() / this.step);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    while (end <= record.timestamp()) {
      end = end == Long.MIN_VALUE ? record.timestamp() + step : end + step;
      ring.addLast(new HashMap<>());
      if (ring.size() > length) {
        ring.removeFirst()
            .forEach((key, reads) -> sums.merge(key, -reads, MapRing::sumUnlessNothing));
      }
    }
    ring.getLast().merge(record.key(), 1L, Long::sum);
    sums.merge(record.key(), 1L, Long::sum);
  }

  private static @Nullable Long sumUnlessNothing(Long one, Long other) {
    return one + other == 0 ? null : one + other;
  }
}
