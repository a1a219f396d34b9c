package io.forewarm.streams.statistics;

import io.forewarm.schemas.KeyAccess;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * A share of the keys of a template, chosen by hash and followed exactly: the method of SHARDS
 * (Waldspurger et al., FAST 2015). When there are too many the share is halved, so that the memory
 * is bounded whatever the number of keys; what is counted is scaled by it. A key that nobody has
 * read for an hour is forgotten. Not safe for concurrent use.
 */
final class KeySample {
  private static final long MEMORY_MS = 3_600_000;
  private static final int MOST_GAPS = 64;

  private final int most;
  private final Map<Long, Followed> keys = new HashMap<>();
  private final long[] loadsByTtl = new long[TtlGrid.size()];
  private final long[] modelled = new long[TtlGrid.size()];
  private final LogHistogram reuse = new LogHistogram();
  private int halvings;
  private long since = Long.MAX_VALUE;
  private long loads;

  /** A key of the sample. */
  private static final class Followed {
    private final TtlModel model;
    private long lastRead;
    private long reads;
    private long bytes;

    private Followed(TtlModel model, long lastRead) {
      this.model = model;
      this.lastRead = lastRead;
    }
  }

  /** Takes how many keys are followed at most. */
  KeySample(int most) {
    this.most = most;
  }

  /** Whether a key of this hash is followed. */
  boolean follows(long hash) {
    return KeyShare.draws(hash, halvings);
  }

  /**
   * Takes what a report says of a key that is followed.
   *
   * @param drawn how often the share of keys was halved that comes here at all
   */
  void take(long hash, KeyAccess access, Interval interval, int drawn) {
    int scale = Math.max(halvings, drawn);
    since = Math.min(since, interval.begin());
    Followed key = keys.get(hash);
    if (key == null) {
      boolean present = access.getLoads() == 0 && access.getMisses() == 0;
      double part = (hash & 0xffff) / 65_536.0;
      key = new Followed(new TtlModel(interval.begin(), present, part), -1);
      keys.put(hash, key);
    }
    Arrays.fill(modelled, 0);
    key.model.take(
        interval, access.getReads(), access.getWrites(), access.getValueWrites(), modelled);
    for (int ttl = 0; ttl < modelled.length; ttl++) {
      loadsByTtl[ttl] += modelled[ttl] << scale;
    }
    loads += access.getLoads() << scale;
    reused(key, access.getReads(), interval, scale);
    key.bytes = access.getSizeBytes() > 0 ? access.getSizeBytes() : key.bytes;
    while (keys.size() > most) {
      halvings++;
      keys.keySet().removeIf(other -> !follows(other));
    }
  }

  private void reused(Followed key, long reads, Interval interval, int scale) {
    if (reads == 0) {
      return;
    }
    double gap = interval.gap(reads);
    if (key.lastRead >= 0) {
      reuse.add(Math.round(interval.begin() + gap / 2 - key.lastRead), 1L << scale);
    }
    reuse.add(Math.round(gap), Math.min(MOST_GAPS, reads - 1) << scale);
    key.lastRead = interval.end() - (long) (gap / 2);
    key.reads += reads;
  }

  /**
   * Tells what was counted since the last time, and forgets keys that are read no more.
   *
   * @param drawn as in {@link #take}; what is not among them is followed no longer
   */
  void tell(TemplateSums sums, long now, int drawn) {
    keys.keySet().removeIf(hash -> !KeyShare.draws(hash, drawn));
    int scale = Math.max(halvings, drawn);
    Iterator<Followed> all = keys.values().iterator();
    long once = 0;
    long bytes = 0;
    long sized = 0;
    while (all.hasNext()) {
      Followed key = all.next();
      if (now - Math.max(key.lastRead, since) > MEMORY_MS) {
        all.remove();
      } else {
        once += key.reads == 1 ? 1 : 0;
        bytes += key.bytes;
        sized += key.bytes > 0 ? 1 : 0;
      }
    }
    long[] counted = {
      (long) keys.size() << scale, once << scale, bytes << scale, sized << scale, loads,
    };
    sums.sampled(counted, loadsByTtl, reuse, since == Long.MAX_VALUE ? 0 : now - since);
    Arrays.fill(loadsByTtl, 0);
    reuse.clear();
    loads = 0;
  }
}
