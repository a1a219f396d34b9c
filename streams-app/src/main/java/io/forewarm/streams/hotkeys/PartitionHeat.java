package io.forewarm.streams.hotkeys;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.KeyAccess;
import io.forewarm.schemas.RegionReads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one partition of {@code access}: takes reports, each of them once, and says
 * how hot its keys are at the ends of the windows.
 */
final class PartitionHeat {
  /** Counters after which they are saved without a commit: bounds memory and rows. */
  private static final int MOST_OPENED = 1 << 16;

  private final long lateness;
  private final AccessRing ring;
  private final HotKeyLedger ledger;
  private final RecentReports reports = new RecentReports();
  private final int mostOpened;
  private HotKeyRules rules;
  private long[] windows;
  private HeatFloor[] floors;
  private long covered;
  private long duplicates;
  private boolean changed;

  /** Takes up what the rows hold. */
  PartitionHeat(HotKeyConfig config, HotKeyRules rules, KeyValueStore<Bytes, byte[]> rows) {
    this.windows = rules.windowsMs();
    this.lateness = config.lateness().toMillis();
    this.ring = new AccessRing(config, windows);
    this.ledger = new HotKeyLedger(rows, config);
    this.mostOpened = (int) Math.min(MOST_OPENED, config.capacity().maxBytes() / (16 * Long.BYTES));
    this.rules = rules;
    this.floors = floors();
    this.covered = ledger.restore(ring, reports);
  }

  HotKeyRules rules() {
    return rules;
  }

  /**
   * Takes other rules. A window that is longer than any before begins with what is held; a key
   * whose name no rule before made worth keeping is judged from its next report on.
   */
  void follow(HotKeyRules others) {
    rules = others;
    if (!Arrays.equals(windows, others.windowsMs())) {
      windows = others.windowsMs();
      ring.measure(windows);
    }
    floors = floors();
  }

  private HeatFloor[] floors() {
    HeatFloor[] next = new HeatFloor[windows.length];
    for (int i = 0; i < windows.length; i++) {
      next[i] = rules.floor(windows[i]);
    }
    return next;
  }

  /** The end of the windows that are to be judged next. */
  long end() {
    return ring.next();
  }

  /** Whether these windows are to be judged before a record of this time is counted. */
  boolean isOver(long timestamp) {
    return ring.next() + lateness <= timestamp;
  }

  /** The length of the longest window, milliseconds. */
  long longest() {
    return ring.longest();
  }

  boolean isEmpty() {
    return ring.isEmpty();
  }

  /** Begins at the first record. */
  void begin(long timestamp) {
    ring.begin(timestamp);
  }

  /** Notes the size of a key as it was known before a restart, bytes. */
  void recall(String cacheKey, long sizeBytes) {
    int id = ring.heat().keys().find(KeyTable.hash(CacheKey.hash(cacheKey)));
    if (id >= 0) {
      ring.heat().size(id, sizeBytes);
    }
  }

  /** Goes on to the next end. */
  void step() {
    ring.step();
    changed = true;
  }

  /** Goes on to a time before which nothing more can be hot. */
  void jump(long timestamp) {
    ring.jump(timestamp);
    changed = true;
  }

  /** Lets go of names that are of no use. */
  void sweepNames() {
    ring.heat().lowerNameFloor();
    ledger.sweepNames(ring);
  }

  /** Counts a report, unless it is counted already or too old. */
  void count(AccessReport report, long timestamp, long offset) {
    if (offset <= covered) {
      return;
    }
    covered = offset;
    changed = true;
    if (!reports.isFirst(CacheKey.hash(report.getClient()), report.getSequence())) {
      duplicates++;
      return;
    }
    SubWindow in = ring.open(timestamp);
    if (in == null) {
      return;
    }
    for (RegionReads region : report.getRegions()) {
      if (region.getReads() > 0) {
        ring.countRegion(in, region.getRegion(), Math.min(Counted.MOST, region.getReads()));
      }
    }
    for (KeyAccess access : report.getKeys()) {
      count(access, in, report);
    }
    if (ring.opened() > mostOpened) {
      save();
    }
  }

  private void count(KeyAccess access, SubWindow in, AccessReport from) {
    int id = -1;
    for (Counted what : Counted.ALL) {
      long count = what.in(access);
      if (count > 0) {
        id = id >= 0 ? id : ring.id(KeyTable.hash(CacheKey.hash(access.getKey())));
        ring.count(in, what, id, count);
      }
    }
    if (id >= 0) {
      ring.heat().size(id, access.getSizeBytes());
      note(id, access, from);
    }
  }

  private void note(int id, KeyAccess access, AccessReport from) {
    KeyProfile profile = ring.heat().profile(id);
    if (profile == null && (mayBeHot(id) || mayBecomeHot(id))) {
      profile = ring.heat().name(id, access.getKey(), regionOf(access.getKey()));
      if (profile != null) {
        ledger.name(profile, ring.heat().size(id));
      }
    }
    if (profile != null) {
      profile.note(from.getService(), from.getClient(), access.getReads());
    }
  }

  private String regionOf(String cacheKey) {
    return ring.regions().canonical(CacheKey.region(cacheKey));
  }

  private boolean mayBeHot(int id) {
    boolean may = false;
    for (int i = 0; !may && i < floors.length; i++) {
      may = floors[i].reached(ring.heat(), id, i);
    }
    return may;
  }

  private boolean mayBeHot(KeyProfile key) {
    for (int window : key.criterion(rules).windows()) {
      if (floors[window].reached(ring.heat(), key.id(), window)) {
        return true;
      }
    }
    return false;
  }

  /** What came before its time is in no window yet, but then only its name is missing. */
  private boolean mayBecomeHot(int id) {
    boolean may = false;
    for (int i = 0; lateness > 0 && !may && i < floors.length; i++) {
      may = floors[i].reached(ring.heat(), id, windows.length);
    }
    return may;
  }

  /** Writes what is new; then the offsets up to here may be committed. */
  void save() {
    if (changed) {
      ledger.save(ring, reports, covered);
      ring.shrink();
      changed = false;
    }
  }

  /** Returns the keys that may be hot at this end. */
  List<KeyProfile> candidates() {
    List<KeyProfile> candidates = new ArrayList<>();
    for (KeyProfile profile : ring.heat().named()) {
      if (mayBeHot(profile)) {
        candidates.add(profile);
      }
    }
    return candidates;
  }

  /** Returns the profile of a key; null if it has none. */
  @Nullable KeyProfile profile(String cacheKey) {
    int id = ring.heat().keys().find(KeyTable.hash(CacheKey.hash(cacheKey)));
    return id < 0 ? null : ring.heat().profile(id);
  }

  /** Returns the heat of a key in every window over which it is judged, shortest first. */
  List<WindowHeat> windows(KeyProfile key) {
    HotCriterion criterion = key.criterion(rules);
    boolean withRank = criterion.threshold().topK() > 0;
    int id = ring.heat().keys().find(KeyTable.hash(CacheKey.hash(key.name())));
    List<WindowHeat> all = new ArrayList<>(criterion.windows().size());
    for (int window : criterion.windows()) {
      all.add(window(id, key.region(), window, withRank));
    }
    return all;
  }

  private WindowHeat window(int id, String region, int window, boolean withRank) {
    long reads = sum(Counted.READS, id, window);
    return new WindowHeat(
        windows[window],
        reads,
        ring.regions().reads(region, window),
        withRank ? rank(region, reads, window) : 0,
        sum(Counted.NEAR_HITS, id, window),
        id < 0 ? 0 : ring.heat().size(id),
        sum(Counted.LOAD_MICROS, id, window),
        sum(Counted.WRITES, id, window));
  }

  private long sum(Counted what, int id, int window) {
    return id < 0 ? 0 : ring.heat().sum(what, id, window);
  }

  /** Returns the place of a key by the reads of one window among the keys of its region. */
  int rank(String region, WindowHeat found) {
    return rank(region, found.reads(), Arrays.binarySearch(windows, found.windowMs()));
  }

  /** Returns the place of a key with so many reads among the keys of its region. */
  private int rank(String region, long reads, int window) {
    int above = 0;
    for (KeyProfile other : ring.heat().named()) {
      if (ring.heat().sum(Counted.READS, other.id(), window) > reads
          && other.region().equals(region)) {
        above++;
      }
    }
    return above + 1;
  }

  /** Distinct keys that are counted now. */
  int keys() {
    return ring.heat().keys().size();
  }

  /** Reads that a key may have lost since the start: the known error. */
  long forgotten() {
    return ring.forgotten();
  }

  /** Reports that had come before. */
  long duplicates() {
    return duplicates;
  }

  /** Memory of all counts, names and tables, bytes; the rows of the store are not in it. */
  long summaryBytes() {
    return ring.summaryBytes() + reports.bytes();
  }

  /** Memory of the rows, bytes. */
  long rowBytes() {
    return ledger.bytes();
  }
}
