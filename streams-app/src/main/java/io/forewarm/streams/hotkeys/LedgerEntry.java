package io.forewarm.streams.hotkeys;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

/**
 * What was counted between two savings, and up to which input offset. Written as one record, so
 * that counts and offset are never apart.
 *
 * @param next where the ring stood, broker time, milliseconds since 1970
 * @param covered last offset of the input that it and the entries before it contain
 * @param clients whose reports came, by a hash of their names
 * @param regions reads of regions
 * @param hashes of the keys, ascending
 * @param sections counts of these keys
 */
record LedgerEntry(
    long next,
    long covered,
    Map<Long, RecentReports.Seen> clients,
    List<RegionCount> regions,
    long[] hashes,
    List<Section> sections) {

  /** Reads of a region in a sub-window. */
  record RegionCount(long start, String region, long reads) {}

  /**
   * Counts of one kind in one sub-window.
   *
   * @param keys places of the keys in the entry's hashes, ascending
   * @param counts of these keys, 1 or more
   */
  record Section(long start, Counted what, int[] keys, long[] counts) {}

  /** Returns the start of the newest sub-window of which it has counts; {@code next} for none. */
  long newest() {
    long newest = Long.MIN_VALUE;
    for (Section section : sections) {
      newest = Math.max(newest, section.start());
    }
    for (RegionCount region : regions) {
      newest = Math.max(newest, region.start());
    }
    return newest == Long.MIN_VALUE ? next : newest;
  }

  /** Returns the entry without the keys that are not to be kept. */
  LedgerEntry retain(LongPredicate keep) {
    int[] places = new int[hashes.length];
    long[] kept = new long[hashes.length];
    int size = 0;
    for (int i = 0; i < hashes.length; i++) {
      places[i] = keep.test(hashes[i]) ? size : -1;
      if (places[i] >= 0) {
        kept[size++] = hashes[i];
      }
    }
    List<Section> left = new ArrayList<>();
    for (Section section : sections) {
      Section rest = retain(section, places);
      if (rest.keys().length > 0) {
        left.add(rest);
      }
    }
    return new LedgerEntry(next, covered, clients, regions, Arrays.copyOf(kept, size), left);
  }

  private static Section retain(Section section, int[] places) {
    int[] keys = new int[section.keys().length];
    long[] counts = new long[keys.length];
    int size = 0;
    for (int i = 0; i < keys.length; i++) {
      int place = places[section.keys()[i]];
      if (place >= 0) {
        keys[size] = place;
        counts[size++] = section.counts()[i];
      }
    }
    return new Section(
        section.start(), section.what(), Arrays.copyOf(keys, size), Arrays.copyOf(counts, size));
  }
}
