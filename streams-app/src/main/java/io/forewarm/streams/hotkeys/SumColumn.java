package io.forewarm.streams.hotkeys;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The sums of one kind of count by id and window. Takes 4 bytes a sum until one outgrows them, and
 * none before something is added.
 */
final class SumColumn {
  private final int windows;
  private int[] narrow = {};
  private long @Nullable [] wide;

  SumColumn(int windows) {
    this.windows = windows;
  }

  long get(int id, int window) {
    int place = id * windows + window;
    long[] longs = wide;
    if (longs != null) {
      return place < longs.length ? longs[place] : 0;
    }
    return place < narrow.length ? narrow[place] : 0;
  }

  /**
   * Adds to a sum.
   *
   * @param room above all ids for which there should be room
   */
  void add(int id, int window, long count, int room) {
    int place = id * windows + window;
    long sum = get(id, window) + count;
    long[] longs = wide;
    if (longs == null && sum <= Integer.MAX_VALUE) {
      if (place >= narrow.length) {
        narrow = Arrays.copyOf(narrow, room * windows);
      }
      narrow[place] = (int) sum;
      return;
    }
    if (longs == null) {
      longs = Arrays.stream(narrow).asLongStream().toArray();
      narrow = new int[0];
    }
    if (place >= longs.length) {
      longs = Arrays.copyOf(longs, room * windows);
    }
    longs[place] = sum;
    wide = longs;
  }

  void clear(int id) {
    for (int window = 0; window < windows; window++) {
      if (get(id, window) != 0) {
        add(id, window, -get(id, window), id + 1);
      }
    }
  }

  void clear() {
    narrow = new int[0];
    wide = null;
  }

  /** Bytes of memory. */
  long bytes() {
    long[] longs = wide;
    return Footprint.OBJECT
        + Footprint.array(narrow.length, Integer.BYTES)
        + (longs == null ? 0 : Footprint.array(longs.length, Long.BYTES));
  }
}
