package io.forewarm.streams.hotkeys;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Gathers what a ring has counted since the last time, and packs its logs on the way. */
final class NewCounts {
  private final AccessRing ring;
  private final BitSet touched = new BitSet();
  private final List<LedgerEntry.RegionCount> regions = new ArrayList<>();
  private final List<Counts> gathered = new ArrayList<>();

  NewCounts(AccessRing ring) {
    this.ring = ring;
  }

  /** Counts of one kind in one sub-window by id, ascending. */
  private static final class Counts {
    private final long start;
    private final Counted what;
    private final int[] ids;
    private final long[] counts;
    private int size;

    Counts(long start, Counted what, int most) {
      this.start = start;
      this.what = what;
      ids = new int[most];
      counts = new long[most];
    }

    void add(int id, long count) {
      ids[size] = id;
      counts[size++] = count;
    }

    LedgerEntry.Section section(int[] placeOf) {
      long[] order = new long[size];
      for (int i = 0; i < size; i++) {
        order[i] = ((long) placeOf[ids[i]] << 32) | i;
      }
      Arrays.sort(order);
      int[] keys = new int[size];
      long[] inOrder = new long[size];
      for (int i = 0; i < size; i++) {
        keys[i] = (int) (order[i] >>> 32);
        inOrder[i] = counts[(int) order[i]];
      }
      return new LedgerEntry.Section(start, what, keys, inOrder);
    }
  }

  /** Returns all that is new; afterwards nothing is. */
  LedgerEntry take(long covered, RecentReports reports) {
    for (SubWindow each : ring.subWindows()) {
      each.regions()
          .pack(
              (id, reads) ->
                  regions.add(
                      new LedgerEntry.RegionCount(each.start(), ring.regions().name(id), reads)));
      for (Counted what : Counted.ALL) {
        gather(each, what);
      }
    }
    ring.packed();
    int[] placeOf = new int[touched.length()];
    long[] hashes = hashes(placeOf);
    return new LedgerEntry(
        ring.next(),
        covered,
        reports.news(),
        regions,
        hashes,
        gathered.stream().map(counts -> counts.section(placeOf)).toList());
  }

  private void gather(SubWindow each, Counted what) {
    CounterLog log = each.keys(what);
    if (log != null && log.opened() > 0) {
      Counts counts = new Counts(each.start(), what, log.opened());
      log.pack(
          (id, count) -> {
            touched.set(id);
            counts.add(id, count);
          });
      gathered.add(counts);
    }
  }

  private long[] hashes(int[] placeOf) {
    long[] hashes = new long[touched.cardinality()];
    int size = 0;
    int idBits = Long.SIZE - 2 - KeyTable.HASH_BITS;
    for (int id = touched.nextSetBit(0); id >= 0; id = touched.nextSetBit(id + 1)) {
      hashes[size++] = (ring.heat().keys().hashOf(id) << idBits) | id;
    }
    Arrays.sort(hashes);
    for (int place = 0; place < size; place++) {
      placeOf[(int) (hashes[place] & ((1L << idBits) - 1))] = place;
      hashes[place] >>>= idBits;
    }
    return hashes;
  }
}
