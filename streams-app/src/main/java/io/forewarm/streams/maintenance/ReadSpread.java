package io.forewarm.streams.maintenance;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.KeyAccess;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Turns the counters of a report into reads in some order: those of each key evenly over the
 * interval, since counters do not say when. Many reads of a key in one interval say no more than
 * some.
 */
final class ReadSpread {
  private static final int MOST = 16;

  private ReadSpread() {}

  /** Tells of each read the hash of its key. */
  static void of(AccessReport report, LongConsumer reads) {
    List<KeyAccess> keys = report.getKeys();
    long[] hashes = new long[keys.size()];
    long[] order = new long[keys.stream().mapToInt(ReadSpread::count).sum()];
    int filled = 0;
    for (int key = 0; key < hashes.length; key++) {
      hashes[key] = CacheKey.hash(keys.get(key).getKey());
      int count = count(keys.get(key));
      double begin = (hashes[key] & 0xffff) / 65_536.0;
      for (int read = 0; read < count; read++) {
        long moment = (long) ((begin + read) / count * Integer.MAX_VALUE);
        order[filled++] = moment << Integer.SIZE | key;
      }
    }
    Arrays.sort(order);
    for (long next : order) {
      reads.accept(hashes[(int) next]);
    }
  }

  private static int count(KeyAccess key) {
    return (int) Math.max(0, Math.min(MOST, key.getReads()));
  }
}
