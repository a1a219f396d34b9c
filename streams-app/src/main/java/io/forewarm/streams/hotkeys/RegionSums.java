package io.forewarm.streams.hotkeys;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The reads of whole regions over the windows. Regions are few and keep their numbers. */
final class RegionSums {
  private static final int MOST = 4096;
  private static final int UNCOUNTED = -1;

  private final Map<String, Integer> ids = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private SumColumn sums = new SumColumn(1);

  /** Sets all sums to 0, and the number of windows. */
  void windows(int number) {
    sums = new SumColumn(number);
  }

  /** Returns the number of a region, -1 if there are too many to count this one. */
  int id(String region) {
    Integer known = ids.get(region);
    if (known != null) {
      return known;
    }
    if (names.size() == MOST) {
      return UNCOUNTED;
    }
    ids.put(region, names.size());
    names.add(region);
    return names.size() - 1;
  }

  /** Returns the one text that stands for a region's name wherever it is kept. */
  String canonical(String region) {
    Integer id = ids.get(region);
    return id == null ? region : names.get(id);
  }

  String name(int id) {
    return names.get(id);
  }

  void add(int id, int window, long reads) {
    sums.add(id, window, reads, 2 * names.size());
  }

  long reads(String region, int window) {
    Integer id = ids.get(region);
    return id == null ? 0 : sums.get(id, window);
  }

  void clear() {
    sums.clear();
  }

  /** Bytes of memory. */
  long bytes() {
    long bytes = Footprint.OBJECT + sums.bytes();
    for (String name : names) {
      bytes += 2 * Footprint.OBJECT + Footprint.text(name);
    }
    return bytes;
  }
}
