package io.forewarm.streams.balance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** How reads lay on the masters and slots of Redis at the last look. Safe for concurrent use. */
public final class SlotBoard {
  /** Slots that one cell of the map stands for. */
  private static final int SLOTS_OF_CELL = 64;

  private static final int HOTTEST = 20;
  private static final String UNKNOWN = "unknown";

  private volatile Picture last =
      new Picture(0, SLOTS_OF_CELL, List.of(), List.of(), List.of(), List.of(), List.of());

  /**
   * One look. Reads that near caches answer are not in it; reports of other instances neither.
   *
   * @param at time of the app, milliseconds since 1970; 0 before the first look
   * @param slotsOfCell how many slots a cell stands for, in their order
   * @param nodes masters
   * @param reads a second that reach Redis, by cell
   * @param loads of the origin a second, by cell
   * @param bytes of values that are read a second, by cell
   * @param hottest slots with the most reads, most first
   */
  public record Picture(
      long at,
      int slotsOfCell,
      List<Node> nodes,
      List<Double> reads,
      List<Double> loads,
      List<Double> bytes,
      List<Slot> hottest) {}

  /**
   * A master of Redis.
   *
   * @param readsPerSecond that it answers, as it says itself
   * @param slots that it has
   */
  public record Node(String node, double readsPerSecond, int slots) {}

  /**
   * A slot.
   *
   * @param keys hot keys in it, most reads first
   */
  public record Slot(
      int slot, String node, double reads, double loads, double bytes, List<String> keys) {}

  /** Returns the last look. */
  public Picture last() {
    return last;
  }

  void show(Balance balance, HotSlots hot, SlotReads.Rates rates, HotSlots.Places places, long at) {
    Map<String, Integer> slots = new TreeMap<>();
    IntStream.range(0, SlotReads.SLOTS)
        .forEach(slot -> slots.merge(node(places, slot), 1, Integer::sum));
    List<Node> nodes = new ArrayList<>();
    new TreeMap<>(balance.readsPerSecond())
        .forEach((node, reads) -> nodes.add(new Node(node, reads, slots.getOrDefault(node, 0))));
    double[] reads = hot.rates();
    List<Slot> hottest =
        IntStream.range(0, reads.length)
            .filter(slot -> reads[slot] > 0)
            .boxed()
            .sorted(Comparator.<Integer>comparingDouble(slot -> reads[slot]).reversed())
            .limit(HOTTEST)
            .map(
                slot ->
                    new Slot(
                        slot,
                        node(places, slot),
                        reads[slot],
                        rates.loads()[slot],
                        rates.bytes()[slot],
                        hot.keys(slot)))
            .toList();
    last =
        new Picture(
            at,
            SLOTS_OF_CELL,
            nodes,
            cells(reads),
            cells(rates.loads()),
            cells(rates.bytes()),
            hottest);
  }

  private static String node(HotSlots.Places places, int slot) {
    String node = places.master(slot);
    return node == null ? UNKNOWN : node;
  }

  private static List<Double> cells(double[] slots) {
    List<Double> cells = new ArrayList<>(slots.length / SLOTS_OF_CELL);
    for (int first = 0; first < slots.length; first += SLOTS_OF_CELL) {
      double sum = 0;
      for (int slot = first; slot < first + SLOTS_OF_CELL; slot++) {
        sum += slots[slot];
      }
      cells.add(Math.round(sum * 10) / 10.0);
    }
    return cells;
  }
}
