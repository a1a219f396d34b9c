package io.forewarm.streams.balance;

import io.forewarm.schemas.HotKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where reads lie, by hash slot: those that near caches leave to Redis. Of hot keys it is known
 * which, of all others how many together.
 */
final class HotSlots {
  private static final Comparator<Heat> HOTTEST_FIRST =
      Comparator.comparingDouble(Heat::readsPerSecond)
          .reversed()
          .thenComparing(Heat::slot)
          .thenComparing(Heat::cacheKey);

  private final List<Heat> heats;
  private final double[] rates;
  private final Places places;

  /** Which slot a key and its replicas lie in, and which master has it. */
  interface Places {
    /** The slot of a key, number 0, or of one of its replicas. */
    int slot(String cacheKey, int number);

    /** The master of a slot, host:port; null where that is not known. */
    @Nullable String master(int slot);
  }

  /** The reads of one copy of a key. */
  private record Heat(String cacheKey, int slot, String node, double readsPerSecond) {}

  private HotSlots(List<Heat> heats, double[] rates, Places places) {
    this.heats = heats;
    this.rates = rates;
    this.places = places;
  }

  /**
   * Places the reads. Reports cannot tell which replica was read: they are taken for reads of home,
   * and the part of the replicas is moved. A slot has what is left, and no less than what its hot
   * keys make, of which other instances may have the reports.
   *
   * @param spread whether clients read replicas: Redis is a cluster
   * @param reported reads a second of all keys by the slot of their home
   */
  static HotSlots of(List<HotKey> keys, boolean spread, Places places, double[] reported) {
    List<Heat> heats = new ArrayList<>();
    double[] rates = reported.clone();
    for (HotKey key : keys) {
      int copies = 1 + (spread ? key.getReplicas() : 0);
      for (int number = 0; number < copies; number++) {
        int slot = places.slot(key.getKey(), number);
        String node = String.valueOf(places.master(slot));
        double part = key.getRedisReadsPerSecond() / copies;
        heats.add(new Heat(key.getKey(), slot, node, part));
        if (number > 0) {
          rates[places.slot(key.getKey(), 0)] -= part;
          rates[slot] += part;
        }
      }
    }
    heats.sort(HOTTEST_FIRST);
    bySlot(heats).forEach((slot, hot) -> rates[slot] = Math.max(rates[slot], hot));
    return new HotSlots(heats, rates, places);
  }

  /** Reads a second of the hot keys on a master. */
  double readsPerSecond(String node) {
    return of(node).stream().mapToDouble(Heat::readsPerSecond).sum();
  }

  /** The keys on a master with the most reads, most first. */
  List<String> keys(String node, int most) {
    return of(node).stream().map(Heat::cacheKey).distinct().limit(most).toList();
  }

  /** The keys in a slot with the most reads, most first. */
  List<String> keys(int slot) {
    return heats.stream().filter(heat -> heat.slot() == slot).map(Heat::cacheKey).toList();
  }

  /** Reads a second of every slot. */
  double[] rates() {
    return rates.clone();
  }

  /** The slots of a master with the most reads, most first. */
  List<Integer> slots(String node, int most) {
    return IntStream.range(0, rates.length)
        .filter(slot -> rates[slot] > 0 && node.equals(places.master(slot)))
        .boxed()
        .sorted(Comparator.<Integer>comparingDouble(slot -> rates[slot]).reversed())
        .limit(most)
        .toList();
  }

  /** Reads a second of the slot that is read most; 0 if nothing is reported. */
  double hottest() {
    return Arrays.stream(rates).max().orElse(0);
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
