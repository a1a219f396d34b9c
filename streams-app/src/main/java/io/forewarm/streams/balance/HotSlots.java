package io.forewarm.streams.balance;

import io.forewarm.schemas.HotKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where the reads of hot keys lie, by hash slot: those that near caches leave to Redis. */
final class HotSlots {
  private static final Comparator<Heat> HOTTEST_FIRST =
      Comparator.comparingDouble(Heat::readsPerSecond)
          .reversed()
          .thenComparing(Heat::slot)
          .thenComparing(Heat::cacheKey);

  private final List<Heat> heats;

  /** Which slot a key and its replicas lie in, and which master has it. */
  interface Places {
    /** The slot of a key, number 0, or of one of its replicas. */
    int slot(String cacheKey, int number);

    /** The master of a slot, host:port; null where that is not known. */
    @Nullable String master(int slot);
  }

  /** The reads of one copy of a key. */
  private record Heat(String cacheKey, int slot, String node, double readsPerSecond) {}

  private HotSlots(List<Heat> heats) {
    this.heats = heats;
  }

  /**
   * Places the reads of hot keys.
   *
   * @param spread whether clients read replicas: Redis is a cluster
   */
  static HotSlots of(List<HotKey> keys, boolean spread, Places places) {
    List<Heat> heats = new ArrayList<>();
    for (HotKey key : keys) {
      int copies = 1 + (spread ? key.getReplicas() : 0);
      for (int number = 0; number < copies; number++) {
        int slot = places.slot(key.getKey(), number);
        String node = String.valueOf(places.master(slot));
        heats.add(new Heat(key.getKey(), slot, node, key.getRedisReadsPerSecond() / copies));
      }
    }
    heats.sort(HOTTEST_FIRST);
    return new HotSlots(heats);
  }

  /** Reads a second of the hot keys on a master. */
  double readsPerSecond(String node) {
    return of(node).stream().mapToDouble(Heat::readsPerSecond).sum();
  }

  /** The keys on a master with the most reads, most first. */
  List<String> keys(String node, int most) {
    return of(node).stream().map(Heat::cacheKey).distinct().limit(most).toList();
  }

  /** The slots of a master with the most reads, most first. */
  List<Integer> slots(String node, int most) {
    return bySlot(of(node)).entrySet().stream()
        .sorted(Map.Entry.<Integer, Double>comparingByValue().reversed())
        .limit(most)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Reads a second of the slot that is read most; 0 without hot keys. */
  double hottest() {
    return bySlot(heats).values().stream().mapToDouble(rate -> rate).max().orElse(0);
  }

  private List<Heat> of(String node) {
    return heats.stream().filter(heat -> heat.node().equals(node)).toList();
  }

  private static Map<Integer, Double> bySlot(List<Heat> some) {
    Map<Integer, Double> rates = new TreeMap<>();
    some.forEach(heat -> rates.merge(heat.slot(), heat.readsPerSecond(), Double::sum));
    return rates;
  }
}
