package io.forewarm.streams.hotkeys;

import java.util.Collection;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The counts of one partition, in sub-windows that lie on a grid, and their running sums over every
 * window that ends at the next point of the grid. A step forward touches only what enters and what
 * leaves: an evaluation never adds up a window.
 *
 * <p>Counts are exact while they fit. When they do not, half of the keys, those with the least
 * heat, are forgotten in all sub-windows at once, so that a sum stays the sum of its sub-windows;
 * {@link #forgotten} says how many reads any key may have lost.
 */
final class AccessRing {
  /** No point of the grid: nothing was ever counted. */
  static final long NOWHERE = Long.MIN_VALUE;

  private static final int FEWEST_KEYS = 16;

  private final long grid;
  private final long maxBytes;
  private final boolean late;
  private final TreeMap<Long, SubWindow> subWindows = new TreeMap<>();
  private final HeatTable heat;
  private final RegionSums regions = new RegionSums();

  /** Lengths of the windows, milliseconds, ascending. */
  private long[] windows = {};

  /** The sum over all that is held: the longest window, and what came before its time. */
  private int held;

  private long next = NOWHERE;
  private int opened;

  AccessRing(HotKeyConfig config, long[] windows) {
    this.grid = config.evaluateEvery().toMillis();
    this.maxBytes = config.capacity().maxBytes();
    this.late = !config.lateness().isZero();
    this.heat = new HeatTable(config.capacity());
    measure(windows);
  }

  /**
   * Takes other windows, of lengths on the grid, ascending: their sums are added up anew from what
   * is held. What is older than all of them is forgotten.
   */
  void measure(long[] others) {
    windows = others;
    held = late ? windows.length : windows.length - 1;
    heat.windows(held + 1);
    regions.windows(windows.length);
    opened = 0;
    subWindows.keySet().removeIf(start -> start < next - longest());
    for (SubWindow each : subWindows.values()) {
      opened += each.opened() + each.regions().opened();
      each.forEachKey((what, id, count) -> addKey(each.start(), what, id, count));
      each.regions().forEach((id, reads) -> addRegion(each.start(), id, reads));
    }
    heat.removeCold();
  }

  /** The next point of the grid, at which the windows of the sums end. */
  long next() {
    return next;
  }

  HeatTable heat() {
    return heat;
  }

  RegionSums regions() {
    return regions;
  }

  Collection<SubWindow> subWindows() {
    return subWindows.values();
  }

  /** Counters that were added since the last {@link #packed}. */
  int opened() {
    return opened;
  }

  /** Reads that a forgotten key may have lost, since the ring was created: the known error. */
  long forgotten() {
    return heat.forgotten();
  }

  /** Begins at the first point of the grid after a timestamp, unless it has begun. */
  void begin(long timestamp) {
    if (next == NOWHERE) {
      next = onGrid(timestamp) + grid;
    }
  }

  /** Begins where a saved ring stood; it must be empty. */
  void resume(long at) {
    next = at;
  }

  /** Returns the sub-window of a record; null if it is older than every window to come. */
  @Nullable SubWindow open(long timestamp) {
    long start = onGrid(timestamp);
    if (start < next - longest()) {
      return null;
    }
    return subWindows.computeIfAbsent(start, SubWindow::new);
  }

  void countRegion(SubWindow in, String region, long reads) {
    int id = regions.id(region);
    if (id >= 0) {
      in.regions().add(id, reads);
      opened++;
      addRegion(in.start(), id, reads);
    }
  }

  private void addRegion(long start, int id, long reads) {
    for (int i = 0; i < windows.length; i++) {
      if (isIn(start, i)) {
        regions.add(id, i, reads);
      }
    }
  }

  /** Returns the id of a key, a new one if need be: the counts of others may be forgotten then. */
  int id(long hash) {
    int known = heat.keys().find(hash);
    if (known >= 0) {
      return known;
    }
    if (heat.keys().isFull()) {
      forgetHalf();
    }
    return heat.keys().add(hash);
  }

  /** Counts something of a key, 1 or more. */
  void count(SubWindow in, Counted what, int id, long count) {
    in.add(what, id, count);
    opened++;
    addKey(in.start(), what, id, count);
  }

  private void addKey(long start, Counted what, int id, long count) {
    if (late) {
      heat.add(what, id, held, count);
    }
    addToWindows(start, what, id, count);
  }

  private void addToWindows(long start, Counted what, int id, long count) {
    for (int i = 0; i < windows.length; i++) {
      if (isIn(start, i)) {
        heat.add(what, id, i, count);
      }
    }
  }

  private boolean isIn(long start, int window) {
    return start < next && start >= next - windows[window];
  }

  /** Steps to the next point of the grid: what is older than a window leaves it. */
  void step() {
    SubWindow entering = subWindows.get(next);
    next += grid;
    if (entering != null) {
      enter(entering);
    }
    for (int i = 0; i < windows.length; i++) {
      SubWindow leaving = subWindows.get(next - grid - windows[i]);
      if (leaving != null) {
        leave(leaving, i);
      }
    }
    SubWindow last = subWindows.remove(next - grid - longest());
    if (last != null) {
      forgetCold(last);
    }
  }

  /** Only what came before its time is not in the sums yet. */
  private void enter(SubWindow entering) {
    entering.forEachKey((what, id, count) -> addToWindows(entering.start(), what, id, count));
    entering.regions().forEach((id, reads) -> addRegion(entering.start(), id, reads));
  }

  private void leave(SubWindow leaving, int window) {
    leaving.forEachKey((what, id, count) -> heat.add(what, id, window, -count));
    leaving.regions().forEach((id, reads) -> regions.add(id, window, -reads));
  }

  private void forgetCold(SubWindow gone) {
    opened -= gone.opened() + gone.regions().opened();
    if (late) {
      gone.forEachKey((what, id, count) -> heat.add(what, id, held, -count));
    }
    gone.forEachKey(
        (what, id, count) -> {
          if (heat.keys().isLive(id) && heat.isCold(id)) {
            heat.remove(id);
          }
        });
  }

  /** Goes to the first point of the grid after a timestamp at once, and forgets all counts. */
  void jump(long timestamp) {
    subWindows.clear();
    heat.clear();
    regions.clear();
    opened = 0;
    next = onGrid(timestamp) + grid;
  }

  /** Whether nothing is counted in any window. */
  boolean isEmpty() {
    return subWindows.isEmpty();
  }

  /** Notes that all logs of the sub-windows are packed. */
  void packed() {
    opened = 0;
  }

  /** Forgets keys until what is known takes no more than the capacity. */
  void shrink() {
    while (heat.keys().size() > FEWEST_KEYS && summaryBytes() > maxBytes) {
      forgetHalf();
    }
  }

  private void forgetHalf() {
    heat.forgetHalf();
    for (SubWindow each : subWindows.values()) {
      int before = each.opened();
      each.retain(heat.keys()::isLive);
      opened += each.opened() - before;
    }
  }

  /** Memory of everything known, bytes. */
  long summaryBytes() {
    long bytes = 2 * Footprint.OBJECT + heat.bytes() + regions.bytes();
    for (SubWindow each : subWindows.values()) {
      bytes += 2 * Footprint.OBJECT + each.bytes();
    }
    return bytes;
  }

  private long onGrid(long timestamp) {
    return Math.floorDiv(timestamp, grid) * grid;
  }

  long longest() {
    return windows[windows.length - 1];
  }
}
