package io.forewarm.streams.hotkeys;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who reads a key most, in fixed memory: the space-saving summary of Metwally, Agrawal and El
 * Abbadi (2005). Whoever finds no room takes the place and the count of the last.
 */
final class SourceCounts {
  private final @Nullable String[] names;
  private final long[] counts;

  SourceCounts(int most) {
    names = new @Nullable String[most];
    counts = new long[most];
  }

  void add(String name, long count) {
    int least = 0;
    for (int i = 0; i < names.length; i++) {
      if (name.equals(names[i])) {
        counts[i] += count;
        return;
      }
      if (counts[i] < counts[least]) {
        least = i;
      }
    }
    if (names.length > 0) {
      names[least] = name;
      counts[least] += count;
    }
  }

  /** Returns the names, most counts first. */
  List<String> names() {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      if (counts[i] > 0) {
        places.add(i);
      }
    }
    places.sort(
        Comparator.<Integer>comparingLong(i -> -counts[i])
            .thenComparing(i -> String.valueOf(names[i])));
    return places.stream().map(i -> String.valueOf(names[i])).toList();
  }

  /** Halves what it knows, so that those who left are forgotten. */
  void age() {
    Arrays.setAll(counts, i -> counts[i] / 2);
  }

  /** Bytes of memory, the names apart: they are those of the reports. */
  long bytes() {
    return Footprint.OBJECT
        + Footprint.array(names.length, (int) Footprint.REFERENCE)
        + Footprint.array(counts.length, Long.BYTES);
  }
}
