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
    /** From when on it can be served; until then its readers wait. */
    private long from;

    private long softUntil;
    private long hardUntil;
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
    @Nullable Entry entry = entries.get(access.getKey());
    if (entry != null && entry.aheadAt > at) {
      asked(entry, at, reads); // the order came after this read, and would have found the value
    } else if (entry == null || at >= entry.hardUntil) {
      Entry loaded = entry == null ? new Entry() : entry;
      entries.put(access.getKey(), loaded);
      counted();
      asked(loaded, at, reads);
    } else if (at < entry.from) {
      waited(reads, entry.from - at);
    } else {
      hit(entry, at, reads);
    }
    Entry now = entries.get(access.getKey());
    if (now != null && access.getSizeBytes() > 0) {
      now.bytes = access.getSizeBytes();
    }
  }

  /** Readers find nothing: one of them loads. */
  private void asked(Entry entry, long at, long reads) {
    if (entry.aheadAt != NEVER) {
      figures.setWarmed(figures.getWarmed() - 1); // the load stays, it is the reader's now
      entry.aheadAt = NEVER;
    }
    long took = loadMs();
    live(entry, at + took);
    waited(reads, took);
  }

  private void waited(long reads, long millis) {
    figures.setMisses(figures.getMisses() + reads);
    figures.setWaitMicros(figures.getWaitMicros() + reads * millis * 1_000);
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

  private void live(Entry entry, long from) {
    entry.from = from;
    entry.softUntil = from + lives.softMs();
    entry.hardUntil = from + lives.hardMs();
  }

  private void write(KeyAccess access, long at, boolean leavesValue) {
    if (leavesValue) {
      Entry entry = entries.computeIfAbsent(access.getKey(), key -> new Entry());
      live(entry, at);
      entry.bytes = Math.max(entry.bytes, access.getSizeBytes());
    } else {
      entries.remove(access.getKey());
    }
  }

  /** Carries out an order that was only thought of. */
  void order(MaintenanceCommand order, long at) {
    @Nullable Entry entry = entries.get(order.getKey());
    if (order.getKind() == CommandKind.REFRESH) {
      if (entry != null && at < entry.hardUntil && entry.softUntil <= order.getSeenSoftExpiry()) {
        refresh(entry, at);
      }
    } else if (entry == null || at >= entry.softUntil) {
      Entry warmed = entry == null ? new Entry() : entry;
      entries.put(order.getKey(), warmed);
      figures.setWarmed(figures.getWarmed() + 1);
      counted();
      warmed.aheadAt = at;
      live(warmed, at + loadMs());
    }
  }

  private void refresh(Entry entry, long at) {
    figures.setRefreshed(figures.getRefreshed() + 1);
    renew(entry, at);
  }

  /** Loads what goes on being served meanwhile. */
  private void renew(Entry entry, long at) {
    counted();
    long from = entry.from;
    live(entry, at + loadMs());
    entry.from = from;
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
