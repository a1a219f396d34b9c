package io.forewarm.benchmarks.hotkeys;

import io.forewarm.streams.hotkeys.HotKeyConfig;
import io.forewarm.streams.hotkeys.HotThreshold;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts every read at its own moment, and says when a key crosses the default threshold: brute
 * force over the shortest window. For one region and one thread.
 */
final class Crossing {
  private static final Duration WINDOW = HotKeyConfig.DEFAULT.windows().get(0);
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final int STEPS = (int) (WINDOW.toNanos() / STEP_NANOS);
  private static final HotThreshold THRESHOLD = HotKeyConfig.DEFAULT.threshold();

  private final long[] regionReads = new long[STEPS];
  private final Map<String, Long> reads = new HashMap<>();
  private final Map<String, Long> crossedAt = new HashMap<>();
  private long step = Long.MIN_VALUE;
  private long inWindow;

  /** Counts a read of a key that nobody is interested in. */
  void background(long now) {
    advance(now);
    regionReads[(int) Math.floorMod(step, (long) STEPS)]++;
    inWindow++;
  }

  /** Counts a read of a key whose first read is in the window, too. */
  void step(String key, long now) {
    background(now);
    long count = reads.merge(key, 1L, Long::sum);
    if (count >= Math.max((double) THRESHOLD.minReads(), THRESHOLD.share() * inWindow)) {
      crossedAt.putIfAbsent(key, now);
    }
  }

  /** Returns when a key crossed the threshold, {@link System#nanoTime}; null: not yet. */
  @Nullable Long crossedAt(String key) {
    return crossedAt.get(key);
  }

  private void advance(long now) {
    long next = Math.floorDiv(now, STEP_NANOS);
    if (step == Long.MIN_VALUE) {
      step = next;
    }
    while (step < next) {
      step++;
      int place = (int) Math.floorMod(step, (long) STEPS);
      inWindow -= regionReads[place];
      regionReads[place] = 0;
    }
  }
}
