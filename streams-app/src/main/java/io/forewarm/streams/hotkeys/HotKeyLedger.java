package io.forewarm.streams.hotkeys;

import io.forewarm.schemas.CacheKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What of the ring survives: row by row what was counted between two commits, each count written
 * once, and the names of the keys that may become hot.
 *
 * <p>A row carries the last offset that it counts. After a crash the changelog may be ahead of the
 * committed offset, never behind it: what comes again is in the rows already and is skipped.
 */
final class HotKeyLedger {
  private static final byte ENTRY = 'e';
  private static final byte NAME = 'k';

  private final KeyValueStore<Bytes, byte[]> rows;
  private final long maxBytes;
  private final Deque<Saved> saved = new ArrayDeque<>();
  private final Set<Long> named = new HashSet<>();
  private long nextNumber;
  private long bytes;
  private long compactFrom;

  /** A row of the store: its number, the newest sub-window in it, its size. */
  private record Saved(long number, long newest, int bytes) {}

  HotKeyLedger(KeyValueStore<Bytes, byte[]> rows, HotKeyConfig config) {
    this.rows = rows;
    this.maxBytes = config.capacity().maxBytes();
    this.compactFrom = maxBytes;
  }

  /** Writes what is new since the last time, and removes rows that are in no window any more. */
  void save(AccessRing ring, RecentReports reports, long covered) {
    put(nextNumber++, new NewCounts(ring).take(covered, reports));
    // The newest row says where the ring stands: it stays.
    while (saved.size() > 1 && saved.getFirst().newest() < ring.next() - ring.longest()) {
      Saved old = saved.removeFirst();
      rows.delete(row(ENTRY, old.number()));
      bytes -= old.bytes();
    }
    if (bytes > compactFrom) {
      compact(ring);
    }
  }

  private void put(long number, LedgerEntry entry) {
    byte[] row = LedgerFormat.write(entry);
    rows.put(row(ENTRY, number), row);
    saved.addLast(new Saved(number, entry.newest(), row.length));
    bytes += row.length;
  }

  /** Writes rows anew without what the ring has forgotten; each stays what it was otherwise. */
  private void compact(AccessRing ring) {
    List<Saved> before = List.copyOf(saved);
    saved.clear();
    bytes = 0;
    for (Saved old : before) {
      byte[] row = rows.get(row(ENTRY, old.number()));
      if (row != null) {
        put(
            old.number(),
            LedgerFormat.read(row).retain(hash -> ring.heat().keys().find(hash) >= 0));
      }
    }
    compactFrom = Math.max(maxBytes, bytes + bytes / 2);
  }

  /** Bytes of the rows, which the store holds in memory. */
  long bytes() {
    return bytes;
  }

  /** Writes the name of a key that may become hot, and its size. */
  void name(KeyProfile key, long size) {
    if (named.add(CacheKey.hash(key.name()))) {
      byte[] utf8 = key.name().getBytes(StandardCharsets.UTF_8);
      rows.put(
          row(NAME, CacheKey.hash(key.name())),
          ByteBuffer.allocate(Integer.BYTES + utf8.length).putInt((int) size).put(utf8).array());
    }
  }

  /** Removes the names of keys that have none in the ring any more. */
  void sweepNames(AccessRing ring) {
    named.removeIf(
        hash -> {
          int id = ring.heat().keys().find(KeyTable.hash(hash));
          boolean gone = id < 0 || ring.heat().profile(id) == null;
          if (gone) {
            rows.delete(row(NAME, hash));
          }
          return gone;
        });
  }

  /**
   * Fills an empty ring with what was saved.
   *
   * @return the last offset of the input that it covers; -1 for none
   */
  long restore(AccessRing ring, RecentReports reports) {
    List<KeyValue<Bytes, byte[]>> names = new ArrayList<>();
    List<KeyValue<Bytes, byte[]>> entries = new ArrayList<>();
    List<Bytes> unknown = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> all = rows.all()) {
      while (all.hasNext()) {
        KeyValue<Bytes, byte[]> row = all.next();
        switch (row.key.get()[0]) {
          case ENTRY -> entries.add(row);
          case NAME -> names.add(row);
          default -> unknown.add(row.key);
        }
      }
    }
    unknown.forEach(rows::delete);
    long covered = restoreEntries(entries, ring, reports);
    for (KeyValue<Bytes, byte[]> row : names) {
      restoreName(row, ring);
    }
    sweepNames(ring);
    return covered;
  }

  private long restoreEntries(
      List<KeyValue<Bytes, byte[]>> rowsInOrder, AccessRing ring, RecentReports reports) {
    if (rowsInOrder.isEmpty()) {
      return -1;
    }
    KeyValue<Bytes, byte[]> last = rowsInOrder.get(rowsInOrder.size() - 1);
    LedgerEntry newest = LedgerFormat.read(last.value);
    ring.resume(newest.next());
    nextNumber = number(last.key) + 1;
    for (KeyValue<Bytes, byte[]> row : rowsInOrder) {
      LedgerEntry entry = LedgerFormat.read(row.value);
      saved.addLast(new Saved(number(row.key), entry.newest(), row.value.length));
      bytes += row.value.length;
      entry.clients().forEach(reports::restore);
      restore(entry, ring);
      LedgerEntry unused = new NewCounts(ring).take(0, reports);
    }
    ring.shrink();
    return newest.covered();
  }

  private static void restore(LedgerEntry entry, AccessRing ring) {
    for (LedgerEntry.RegionCount region : entry.regions()) {
      SubWindow in = ring.open(region.start());
      if (in != null) {
        for (long left = region.reads(); left > 0; left -= Counted.MOST) {
          ring.countRegion(in, region.region(), Math.min(left, Counted.MOST));
        }
      }
    }
    for (LedgerEntry.Section section : entry.sections()) {
      SubWindow in = ring.open(section.start());
      for (int i = 0; in != null && i < section.keys().length; i++) {
        int id = ring.id(entry.hashes()[section.keys()[i]]);
        for (long left = section.counts()[i]; left > 0; left -= Counted.MOST) {
          ring.count(in, section.what(), id, Math.min(left, Counted.MOST));
        }
      }
    }
  }

  private void restoreName(KeyValue<Bytes, byte[]> row, AccessRing ring) {
    long hash = number(row.key);
    named.add(hash);
    ByteBuffer value = ByteBuffer.wrap(row.value);
    int size = value.getInt();
    String name = new String(row.value, Integer.BYTES, value.remaining(), StandardCharsets.UTF_8);
    int id = ring.heat().keys().find(KeyTable.hash(hash));
    if (id >= 0) {
      ring.heat().size(id, size);
      String region = ring.regions().canonical(CacheKey.region(name));
      KeyProfile unused = ring.heat().name(id, name, region);
    }
  }

  private static long number(Bytes key) {
    return ByteBuffer.wrap(key.get(), 1, Long.BYTES).getLong();
  }

  private static Bytes row(byte kind, long number) {
    return Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES).put(kind).putLong(number).array());
  }
}
