package io.forewarm.streams.observation;

import io.forewarm.schemas.CacheFigures;
import io.forewarm.schemas.CommandKind;
import io.forewarm.schemas.KeyAccess;
import io.forewarm.schemas.MaintenanceCommand;
import io.forewarm.streams.behaviour.LatestMap;
import io.forewarm.streams.refresh.HeldValue;
import io.forewarm.streams.refresh.RefreshPolicy;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a region as its cache would hold them if decisions were executed: one load a key,
 * stale values while it is refreshed, orders to warm and refresh carried out. Reads come as
 * counters; those of a key are taken evenly over their interval. Times are milliseconds of the
 * broker. Not safe for concurrent use.
 */
final class ObservedCache {
  /** More reads of a key in one interval are taken in groups. */
  private static final int MOST_STEPS = 4_096;

  private static final long NEVER = Long.MIN_VALUE;

  /** The times of about so many loads, the latest, make up the mean. */
  private static final long LATEST_LOADS = 256;

  private final Lives lives;
  private final Map<String, Entry> entries;
  private CacheFigures figures = new CacheFigures();
  private long loads;
  private long loadMicros;
  private long lastAt;

  private static final class Entry {
    /** When its load began; readers from then on until {@link #from} wait. */
    private long begunAt;

    /** From when on it can be served. */
    private long from;

    private long softUntil;
    private long hardUntil = NEVER;

    /** Until when the value before it was served. */
    private long previousUntil = NEVER;

    /** How many waited for its load, and for how long all together. */
    private long waiters;

    private long waited;

    private long bytes;

    /** When it was loaded ahead of a read that has not come yet; else {@link #NEVER}. */
    private long aheadAt = NEVER;

    /** The soft expiry named by the last order to refresh it. */
    private long ordered;
  }

  /**
   * Begins empty.
   *
   * @param most keys that are remembered; of more those read longest ago are forgotten
   */
  ObservedCache(Lives lives, int most) {
    this.lives = lives;
    this.entries = new LatestMap<>(most);
  }

  Lives lives() {
    return lives;
  }

  /** Whether nothing was reported for so long that it holds nothing any more. */
  boolean isOver(long now) {
    return now - lastAt > lives.hardMs();
  }

  /** Takes what a client did with a key between two times. */
  void take(KeyAccess access, long begin, long end) {
    lastAt = end;
    timed(access.getLoads(), access.getLoadMicros());
    figures.setReads(figures.getReads() + access.getReads());
    figures.setWrites(figures.getWrites() + access.getWrites());
    int reads = (int) Math.min(MOST_STEPS, access.getReads());
    int writes = (int) Math.min(MOST_STEPS, access.getWrites());
    int read = 0;
    int write = 0;
    while (read < reads || write < writes) {
      long readAt = read < reads ? moment(begin, end, read, reads) : Long.MAX_VALUE;
      long writeAt = write < writes ? moment(begin, end, write, writes) : Long.MAX_VALUE;
      if (readAt <= writeAt) {
        read(access, readAt, part(access.getReads(), read++, reads));
      } else {
        write(access, writeAt, write++ < access.getValueWrites());
      }
    }
  }

  private void timed(long more, long micros) {
    loads += more;
    loadMicros += micros;
    if (loads > LATEST_LOADS) {
      loadMicros = loadMicros * LATEST_LOADS / loads / 2;
      loads = LATEST_LOADS / 2;
    }
  }

  private static long moment(long begin, long end, int number, int count) {
    return begin + (long) ((end - begin) * (number + 0.5) / count);
  }

  private static long part(long whole, int number, int count) {
    return whole * (number + 1) / count - whole * number / count;
  }

  private void read(KeyAccess access, long at, long reads) {
    Entry entry = entries.computeIfAbsent(access.getKey(), key -> new Entry());
    if (at >= entry.hardUntil) {
      counted();
      load(entry, at);
      wait(entry, reads, entry.from - at);
    } else if (at < entry.begunAt) {
      earlier(entry, at, reads);
    } else if (at < entry.from) {
      wait(entry, reads, entry.from - at);
    } else {
      hit(entry, at, reads);
    }
    entry.bytes = access.getSizeBytes() > 0 ? access.getSizeBytes() : entry.bytes;
  }

  /**
   * Another client reports a read from before the load: it found what was there then, or it would
   * have loaded, and who was thought to have waited would not.
   */
  private void earlier(Entry entry, long at, long reads) {
    if (at < entry.previousUntil) {
      return;
    }
    if (entry.aheadAt != NEVER) {
      figures.setWarmed(figures.getWarmed() - 1); // the load stays, it is the reader's now
      entry.aheadAt = NEVER;
    }
    wait(entry, -entry.waiters, 0);
    figures.setWaitMicros(figures.getWaitMicros() - entry.waited);
    long previous = entry.previousUntil;
    load(entry, at);
    entry.previousUntil = previous;
    wait(entry, reads, entry.from - at);
  }

  private void wait(Entry entry, long reads, long millis) {
    long micros = reads * millis * 1_000;
    entry.waiters += reads;
    entry.waited += micros;
    figures.setMisses(figures.getMisses() + reads);
    figures.setWaitMicros(figures.getWaitMicros() + micros);
  }

  private void hit(Entry entry, long at, long reads) {
    if (entry.aheadAt != NEVER) {
      figures.setUseful(figures.getUseful() + 1);
      entry.aheadAt = NEVER;
    }
    if (at >= entry.softUntil) {
      figures.setStaleHits(figures.getStaleHits() + reads);
      renew(entry, at);
    }
  }

  /** Begins to load what is not there. */
  private void load(Entry entry, long at) {
    entry.previousUntil = entry.hardUntil;
    entry.begunAt = at;
    entry.from = at + loadMs();
    entry.waiters = 0;
    entry.waited = 0;
    live(entry, entry.from);
  }

  private void live(Entry entry, long from) {
    entry.softUntil = from + lives.softMs();
    entry.hardUntil = from + lives.hardMs();
  }

  private void write(KeyAccess access, long at, boolean leavesValue) {
    Entry entry = entries.computeIfAbsent(access.getKey(), key -> new Entry());
    if (leavesValue) {
      load(entry, at);
      entry.from = at;
      entry.previousUntil = at;
      live(entry, at);
      entry.bytes = Math.max(entry.bytes, access.getSizeBytes());
    } else if (at >= entry.begunAt) {
      entry.hardUntil = Math.min(entry.hardUntil, at);
    }
    entry.aheadAt = NEVER;
  }

  /** Carries out an order that was only thought of. */
  void order(MaintenanceCommand order, long at) {
    Entry entry = entries.computeIfAbsent(order.getKey(), key -> new Entry());
    boolean present = at < entry.hardUntil;
    if (order.getKind() == CommandKind.REFRESH) {
      if (present && entry.softUntil <= order.getSeenSoftExpiry()) {
        refresh(entry, at);
      }
    } else if (!present || at >= entry.softUntil) {
      figures.setWarmed(figures.getWarmed() + 1);
      counted();
      load(entry, at);
      entry.aheadAt = at;
    }
  }

  private void refresh(Entry entry, long at) {
    figures.setRefreshed(figures.getRefreshed() + 1);
    renew(entry, at);
  }

  /** Loads what goes on being served meanwhile. */
  private void renew(Entry entry, long at) {
    counted();
    live(entry, at + loadMs());
  }

  private void counted() {
    figures.setLoads(figures.getLoads() + 1);
  }

  /** Refreshes those of the hot keys whose time it is, as the pipeline would order it. */
  void refreshAhead(Collection<String> hot, RefreshPolicy policy, long now) {
    for (String key : hot) {
      @Nullable Entry entry = entries.get(key);
      if (entry != null && now >= entry.from && now < entry.hardUntil) {
        policy
            .order(key, held(entry), entry.ordered, now)
            .ifPresent(
                order -> {
                  entry.ordered = order.getSeenSoftExpiry();
                  refresh(entry, now);
                });
      }
    }
  }

  private HeldValue held(Entry entry) {
    return new HeldValue(entry.softUntil, lives.softMs(), loads, loadMicros);
  }

  private long loadMs() {
    return loads == 0 ? 0 : Math.round(loadMicros / 1_000.0 / loads);
  }

  /** Returns what was counted since the last time, and what is kept now. */
  CacheFigures next(long now) {
    CacheFigures counted = figures;
    figures = new CacheFigures();
    long bytes = 0;
    Iterator<Entry> all = entries.values().iterator();
    while (all.hasNext()) {
      Entry entry = all.next();
      if (entry.hardUntil <= now) {
        all.remove();
      } else {
        bytes += entry.bytes;
      }
    }
    counted.setBytes(bytes);
    counted.setKeys(entries.size());
    counted.setLoadMicros(1_000 * loadMs() * counted.getLoads());
    return counted;
  }
}
