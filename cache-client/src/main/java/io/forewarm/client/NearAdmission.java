package io.forewarm.client;

import io.forewarm.client.near.LocalHeat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Which keys belong into the near cache: those that the pipeline has declared hot, and those that
 * this process itself reads often right now; of these not what is written more often than read.
 */
final class NearAdmission {
  private static final int SUSPECT_READS = 10;

  /** How often the traffic of keys fades by half. */
  private static final int SPANS_A_FADE = 1_000 / LocalHeat.SPAN_MILLIS;

  private final Set<String> hot = ConcurrentHashMap.newKeySet();
  private final LocalHeat heat = new LocalHeat(SUSPECT_READS);
  private final ConcurrentMap<Long, NearTraffic> traffic = new ConcurrentHashMap<>();
  private final LongAdder declined = new LongAdder();
  private int spans;

  void hot(String cacheKey) {
    hot.add(cacheKey);
  }

  void cooled(String cacheKey) {
    hot.remove(cacheKey);
  }

  /** The keys that the pipeline has declared hot. */
  List<String> hot() {
    return List.copyOf(hot);
  }

  /** Number of keys that the pipeline has declared hot. */
  int hotKeys() {
    return hot.size();
  }

  /** How many values of hot keys were not kept, since the start. */
  long declined() {
    return declined.sum();
  }

  /** Notes a read that Redis answered; true: the near cache should answer the next one. */
  boolean read(String cacheKey, long hash) {
    boolean suspect = heat.read(hash);
    if (!suspect && !hot.contains(cacheKey)) {
      return false;
    }
    NearTraffic key = traffic.computeIfAbsent(hash, fresh -> new NearTraffic());
    key.read();
    boolean keep = key.keep();
    if (!keep) {
      declined.increment();
    }
    return keep;
  }

  /** Notes a read that waits for a load. */
  void missed(long hash) {
    NearTraffic key = traffic.get(hash);
    if (key != null) {
      key.read();
    }
  }

  /** Notes a write, whoever wrote. */
  void written(long hash) {
    NearTraffic key = traffic.get(hash);
    if (key != null) {
      key.written();
    }
  }

  /** To be called every {@link LocalHeat#SPAN_MILLIS}, by one thread. */
  void tick() {
    heat.halve();
    if (++spans == SPANS_A_FADE) {
      spans = 0;
      traffic.values().removeIf(NearTraffic::fade);
    }
  }
}
