package io.forewarm.client;

import io.forewarm.schemas.CacheKey;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The hot keys that have replicas. This client reads the one that its id picks for the key; what
 * was copied before a write that it knows of is no replica to it. Safe for concurrent use, but only
 * one thread may say what is hot.
 */
final class HotReplicas {
  /** More would cost more copies than they take reads off home. */
  private static final int MOST = 255;

  private final String clientId;
  private final LongSupplier nanos;
  private final ConcurrentMap<String, HotReplica> byKey = new ConcurrentHashMap<>();
  private final ConcurrentMap<Long, HotReplica> byHash = new ConcurrentHashMap<>();

  HotReplicas(String clientId, LongSupplier nanos) {
    this.clientId = clientId;
    this.nanos = nanos;
  }

  /** A key has a number of replicas now, 0 for none. */
  void spread(String cacheKey, int replicas) {
    int count = Math.min(replicas, MOST);
    if (count <= 0) {
      gather(cacheKey);
      return;
    }
    int number = JumpHash.place(CacheKey.hash(clientId + ' ' + cacheKey), count + 1);
    HotReplica known = byKey.get(cacheKey);
    if (known != null) {
      known.spread(count, number);
      return;
    }
    HotReplica fresh = new HotReplica(cacheKey, nanos.getAsLong());
    fresh.spread(count, number);
    if (byHash.putIfAbsent(CacheKey.hash(cacheKey), fresh) == null) {
      fresh.touch(nanos.getAsLong()); // of writes before this nobody has heard
      byKey.put(cacheKey, fresh);
    }
  }

  /** A key has no replicas any more. */
  void gather(String cacheKey) {
    HotReplica gone = byKey.remove(cacheKey);
    if (gone != null) {
      gone.gather();
      byHash.remove(CacheKey.hash(cacheKey), gone);
    }
  }

  /** Returns the spread key; null if it has no replicas. */
  @Nullable HotReplica of(String cacheKey) {
    return byKey.get(cacheKey);
  }

  /**
   * The key with this hash was written. To be called before the near cache hears of it, and after
   * the write has taken effect.
   */
  void touch(long hash) {
    HotReplica written = byHash.get(hash);
    if (written != null) {
      written.touch(nanos.getAsLong());
    }
  }

  /** Any key may have been written. */
  void touchAll() {
    long now = nanos.getAsLong();
    byHash.values().forEach(key -> key.touch(now));
  }
}
