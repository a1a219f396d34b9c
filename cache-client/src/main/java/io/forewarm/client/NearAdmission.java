package io.forewarm.client;

import io.forewarm.client.near.LocalHeat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which keys belong into the near cache: those that the pipeline has declared hot, and those that
 * this process itself reads often right now.
 */
final class NearAdmission {
  private static final int SUSPECT_READS = 10;

  private final Set<String> hot = ConcurrentHashMap.newKeySet();
  private final LocalHeat heat = new LocalHeat(SUSPECT_READS);

  void hot(String cacheKey) {
    hot.add(cacheKey);
  }

  void cooled(String cacheKey) {
    hot.remove(cacheKey);
  }

  /** Number of keys that the pipeline has declared hot. */
  int hotKeys() {
    return hot.size();
  }

  /** Notes a read that the near cache did not answer; true: the next one should be. */
  boolean read(String cacheKey, long hash) {
    boolean suspect = heat.read(hash);
    return suspect || hot.contains(cacheKey);
  }

  /** To be called every {@link LocalHeat#SPAN_MILLIS}. */
  void tick() {
    heat.halve();
  }
}
