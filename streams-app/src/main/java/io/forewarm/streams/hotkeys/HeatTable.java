package io.forewarm.streams.hotkeys;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of each key of a partition: its sums over the windows, its size, and its profile
 * once it may become hot. Columns of primitives by id; a counter costs no object.
 */
final class HeatTable {
  private final KeyTable keys;
  private final SumColumn[] sums = new SumColumn[Counted.ALL.length];
  private final long maxNameBytes;
  private final int maxSources;
  private final List<KeyProfile> named = new ArrayList<>();
  private int windows;
  private int[] sizes = {};
  private @Nullable KeyProfile[] profiles = {};
  private long nameBytes;
  private double nameFloor;
  private double[] nameTotals = {};
  private long forgotten;

  HeatTable(HotKeyConfig.Capacity capacity) {
    this.maxNameBytes = capacity.maxNameBytes();
    this.maxSources = capacity.maxSources();
    keys = new KeyTable(capacity.maxKeys());
    windows(1);
  }

  /**
   * Sets all sums to 0, and the number of sums a key and kind; the last of them is over everything
   * that is held.
   */
  void windows(int number) {
    windows = number;
    Arrays.setAll(sums, kind -> new SumColumn(number));
  }

  KeyTable keys() {
    return keys;
  }

  long sum(Counted what, int id, int window) {
    return sums[what.place()].get(id, window);
  }

  void add(Counted what, int id, int window, long count) {
    sums[what.place()].add(id, window, count, keys.room());
  }

  /** Whether nothing of the key is left in the longest window. */
  boolean isCold(int id) {
    for (SumColumn column : sums) {
      if (column.get(id, windows - 1) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Size last seen, bytes, at most 2^31 - 1; 0 if unknown. */
  long size(int id) {
    return id < sizes.length ? sizes[id] : 0;
  }

  /** Notes the size of a key, bytes; 0 for unknown changes nothing. */
  void size(int id, long bytes) {
    if (bytes > 0) {
      if (id >= sizes.length) {
        sizes = Arrays.copyOf(sizes, keys.room());
      }
      sizes[id] = (int) Math.min(Integer.MAX_VALUE, bytes);
    }
  }

  @Nullable KeyProfile profile(int id) {
    return id < profiles.length ? profiles[id] : null;
  }

  /** The keys that have a profile, in no order. */
  List<KeyProfile> named() {
    return named;
  }

  /**
   * Gives a key a profile, unless there are too many that are hotter.
   *
   * @return its profile; null if it gets none
   */
  @Nullable KeyProfile name(int id, String cacheKey, String region) {
    if (nameFloor > 0 && score(id, nameTotals) < nameFloor) {
      return null;
    }
    if (nameBytes > maxNameBytes) {
      forgetNames();
    }
    if (id >= profiles.length) {
      profiles = Arrays.copyOf(profiles, keys.room());
    }
    KeyProfile profile = new KeyProfile(id, cacheKey, region, named.size(), maxSources);
    profiles[id] = profile;
    named.add(profile);
    nameBytes += profile.bytes();
    return profile;
  }

  private void forgetNames() {
    double[] totals = totals();
    nameTotals = totals;
    double[] scores = named.stream().mapToDouble(profile -> score(profile.id(), totals)).toArray();
    Arrays.sort(scores);
    nameFloor = scores[scores.length / 4];
    for (KeyProfile profile : List.copyOf(named)) {
      if (score(profile.id(), totals) <= nameFloor) {
        unname(profile.id());
      }
    }
  }

  /** Lets keys that are less hot have names again. */
  void lowerNameFloor() {
    nameFloor = nameBytes > maxNameBytes / 2 ? nameFloor / 2 : 0;
    nameTotals = nameFloor > 0 ? totals() : nameTotals;
  }

  private void unname(int id) {
    KeyProfile profile = profile(id);
    if (profile != null) {
      profiles[id] = null;
      nameBytes -= profile.bytes();
      KeyProfile last = named.remove(named.size() - 1);
      if (last != profile) {
        named.set(profile.place(), last);
        last.moveTo(profile.place());
      }
    }
  }

  /** Forgets a key; its counts in the sub-windows are left to the caller. */
  void remove(int id) {
    for (SumColumn column : sums) {
      column.clear(id);
    }
    if (id < sizes.length) {
      sizes[id] = 0;
    }
    unname(id);
    keys.remove(id);
  }

  /** Forgets the keys of which nothing is left. */
  void removeCold() {
    for (int id = 0; id < keys.ids(); id++) {
      if (keys.isLive(id) && isCold(id)) {
        remove(id);
      }
    }
  }

  void clear() {
    for (SumColumn column : sums) {
      column.clear();
    }
    sizes = new int[0];
    profiles = new @Nullable KeyProfile[0];
    named.clear();
    nameBytes = 0;
    keys.clear();
  }

  /** Reads that a key may have lost by being forgotten, ever: the known error. */
  long forgotten() {
    return forgotten;
  }

  /**
   * Forgets half of the keys: those of which the largest share of reads, bytes, load time and
   * writes in the longest window is smallest.
   */
  void forgetHalf() {
    double[] totals = totals();
    double[] scores = new double[keys.size()];
    int live = 0;
    for (int id = 0; id < keys.ids(); id++) {
      if (keys.isLive(id)) {
        scores[live++] = score(id, totals);
      }
    }
    Arrays.sort(scores);
    int toForget = (live + 1) / 2;
    double cut = scores[toForget - 1];
    int ties = toForget;
    while (ties > 0 && scores[ties - 1] == cut) {
      ties--;
    }
    ties = toForget - ties;
    long most = 0;
    for (int id = 0; id < keys.ids(); id++) {
      if (keys.isLive(id)) {
        double score = score(id, totals);
        if (score < cut || (score == cut && ties-- > 0)) {
          most = Math.max(most, sum(Counted.READS, id, windows - 1));
          remove(id);
        }
      }
    }
    forgotten += most;
  }

  /** The sums of all keys in the longest window: reads, bytes, load time, writes. */
  private double[] totals() {
    double[] totals = new double[4];
    for (int id = 0; id < keys.ids(); id++) {
      if (keys.isLive(id)) {
        long reads = sum(Counted.READS, id, windows - 1);
        totals[0] += reads;
        totals[1] += (double) reads * size(id);
        totals[2] += sum(Counted.LOAD_MICROS, id, windows - 1);
        totals[3] += sum(Counted.WRITES, id, windows - 1);
      }
    }
    return totals;
  }

  private double score(int id, double[] totals) {
    double reads = sum(Counted.READS, id, windows - 1);
    double most = reads / Math.max(1, totals[0]);
    most = Math.max(most, reads * size(id) / Math.max(1, totals[1]));
    most = Math.max(most, sum(Counted.LOAD_MICROS, id, windows - 1) / Math.max(1, totals[2]));
    return Math.max(most, sum(Counted.WRITES, id, windows - 1) / Math.max(1, totals[3]));
  }

  /** Bytes of memory. */
  long bytes() {
    long bytes = Footprint.OBJECT + keys.bytes();
    for (SumColumn column : sums) {
      bytes += column.bytes();
    }
    bytes += Footprint.array(sizes.length, Integer.BYTES);
    bytes += Footprint.array(profiles.length + named.size(), (int) Footprint.REFERENCE);
    return bytes + nameBytes;
  }
}
