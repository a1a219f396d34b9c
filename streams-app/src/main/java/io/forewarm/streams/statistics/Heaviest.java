package io.forewarm.streams.statistics;

import io.forewarm.schemas.Share;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.ItemsSketch;

/** Which of many have the most reads: a sketch of 64 entries that never says too much of any. */
final class Heaviest {
  private static final int ENTRIES = 64;
  private static final int TOLD = 8;

  private final ItemsSketch<String> sketch = new ItemsSketch<>(ENTRIES);

  void add(String name, long reads) {
    if (reads > 0) {
      sketch.update(name, reads);
    }
  }

  void add(List<Share> told) {
    told.forEach(share -> add(share.getName(), share.getReads()));
  }

  /** Returns those with the most reads, most first. */
  List<Share> top() {
    return Arrays.stream(sketch.getFrequentItems(ErrorType.NO_FALSE_NEGATIVES))
        .map(row -> new Share(row.getItem(), row.getLowerBound()))
        .filter(share -> share.getReads() > 0)
        .sorted(Comparator.comparing(Share::getReads).reversed().thenComparing(Share::getName))
        .limit(TOLD)
        .toList();
  }

  void clear() {
    sketch.reset();
  }
}
