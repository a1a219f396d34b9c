package io.forewarm.local.replay;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Counts by brute force which keys are hot in which window: every window adds up every read in it
 * anew. Shares nothing with the pipeline.
 */
final class HotWindows {
  private final long window;
  private final long slide;
  private final double share;
  private final long min;
  private final TreeMap<Long, Map<String, Integer>> steps = new TreeMap<>();

  HotWindows(HotKeyTrialConfig config) {
    this.window = config.window();
    this.slide = config.slide();
    this.share = config.share();
    this.min = config.min();
  }

  void read(long time, String key) {
    long start = Math.floorDiv(time, slide) * slide;
    steps.computeIfAbsent(start, at -> new HashMap<>()).merge(key, 1, Integer::sum);
  }

  boolean isEmpty() {
    return steps.isEmpty();
  }

  /** Where the windows end: each point of the grid from the first read to beyond the last. */
  long firstEnd() {
    return steps.firstKey() + slide;
  }

  long lastEnd() {
    return steps.lastKey() + slide;
  }

  /** Returns the hot keys of every window by its end, none left out. */
  SortedMap<Long, Set<String>> hot() {
    SortedMap<Long, Set<String>> hot = new TreeMap<>();
    for (long end = firstEnd(); end <= lastEnd(); end += slide) {
      hot.put(end, hotAt(end));
    }
    return hot;
  }

  private Set<String> hotAt(long end) {
    Map<String, Integer> counts = new HashMap<>();
    long all = 0;
    for (Map<String, Integer> step : steps.subMap(end - window, end).values()) {
      for (Map.Entry<String, Integer> key : step.entrySet()) {
        counts.merge(key.getKey(), key.getValue(), Integer::sum);
        all += key.getValue();
      }
    }
    double needed = Math.max((double) min, share * all);
    Set<String> hot = new TreeSet<>();
    counts.forEach(
        (key, reads) -> {
          if (reads >= needed) {
            hot.add(key);
          }
        });
    return hot;
  }
}
