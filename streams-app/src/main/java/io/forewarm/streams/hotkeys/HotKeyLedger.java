package io.forewarm.streams.hotkeys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What of the ring survives: each sub-window as one row, which the sub-window one ring later
 * overwrites, and the names of the keys that may become hot.
 *
 * <p>A row carries the last offset that it counts. After a crash the changelog may be ahead of the
 * committed offset, never behind it: what comes again is in its row already and is skipped there.
 */
final class HotKeyLedger {
  private static final byte BUCKET = 'b';
  private static final byte NAME = 'n';

  private final KeyValueStore<Bytes, byte[]> rows;
  private final long grid;
  private final long slots;
  private final Set<Long> named = new HashSet<>();

  HotKeyLedger(KeyValueStore<Bytes, byte[]> rows, HotKeyConfig config) {
    this.rows = rows;
    this.grid = config.evaluateEvery().toMillis();
    long[] windows = config.windowsMs();
    this.slots = windows[windows.length - 1] / grid + 1;
  }

  /** Writes the sub-windows that have changed since the last time. */
  void save(AccessRing ring) {
    for (Bucket bucket : ring.buckets()) {
      if (bucket.unsaved()) {
        long slot = Math.floorMod(bucket.start() / grid, slots);
        rows.put(row(BUCKET, slot), BucketFormat.write(bucket));
        bucket.saved();
      }
    }
  }

  /** Writes the name of a key that may become hot. */
  void name(long hash, String cacheKey) {
    if (named.add(hash)) {
      rows.put(row(NAME, hash), cacheKey.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Removes the names of keys that are in no window any more. */
  void sweepNames(AccessRing ring) {
    named.removeIf(
        hash -> {
          boolean gone = ring.key(hash) == null;
          if (gone) {
            rows.delete(row(NAME, hash));
          }
          return gone;
        });
  }

  /** Fills an empty ring with what was saved. */
  void restore(AccessRing ring) {
    List<Bucket> buckets = new ArrayList<>();
    List<KeyProfile> profiles = new ArrayList<>();
    List<Long> hashes = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> all = rows.all()) {
      while (all.hasNext()) {
        KeyValue<Bytes, byte[]> row = all.next();
        if (row.key.get()[0] == BUCKET) {
          buckets.add(BucketFormat.read(row.value));
        } else {
          hashes.add(ByteBuffer.wrap(row.key.get(), 1, Long.BYTES).getLong());
          profiles.add(new KeyProfile(new String(row.value, StandardCharsets.UTF_8)));
        }
      }
    }
    ring.restore(buckets);
    named.addAll(hashes);
    for (int i = 0; i < hashes.size(); i++) {
      KeyHeat heat = ring.key(hashes.get(i));
      if (heat != null) {
        heat.profile = profiles.get(i);
      }
    }
    sweepNames(ring);
  }

  private static Bytes row(byte kind, long number) {
    return Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES).put(kind).putLong(number).array());
  }
}
