package io.forewarm.streams.behaviour;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which keys are read most of late, over spans of so many reads of the whole region. */
final class Popularity {
  /** Reads after which a read counts a third, from what is in fashion to what always is. */
  private static final double[] SPANS = {400, 4_000, 40_000};

  static final int COUNT = SPANS.length;
  private static final int LEADERS = 16;

  private final double[] totals = new double[COUNT];
  private final List<List<KeyMemory>> leaders = new ArrayList<>();
  private long reads;

  Popularity() {
    for (int span = 0; span < COUNT; span++) {
      leaders.add(new ArrayList<>());
    }
  }

  /** How much of a key is left of each span. */
  static final class Fame {
    private final double[] counts = new double[COUNT];
    private long at;
  }

  void read(KeyMemory key) {
    reads++;
    for (int span = 0; span < COUNT; span++) {
      double faded = of(key.fame, span);
      key.fame.counts[span] = faded + 1;
      totals[span] += 1 - totals[span] / SPANS[span];
    }
    key.fame.at = reads;
    for (int span = 0; span < COUNT; span++) {
      lead(key, span);
    }
  }

  private double of(Fame fame, int span) {
    return fame.counts[span] * Math.exp(-(reads - fame.at) / SPANS[span]);
  }

  private void lead(KeyMemory key, int span) {
    List<KeyMemory> best = leaders.get(span);
    if (best.contains(key)) {
      return;
    }
    if (best.size() < LEADERS) {
      best.add(key);
      return;
    }
    int least = 0;
    for (int i = 1; i < LEADERS; i++) {
      least = of(best.get(i).fame, span) < of(best.get(least).fame, span) ? i : least;
    }
    if (of(key.fame, span) > of(best.get(least).fame, span)) {
      best.set(least, key);
    }
  }

  /** Returns the most read keys of a span, best first. */
  List<KeyMemory> leaders(int span, int most) {
    List<KeyMemory> best = leaders.get(span);
    best.sort(Comparator.comparingDouble(key -> -of(key.fame, span)));
    return best.size() <= most ? best : best.subList(0, most);
  }

  /** Returns a key's share of the reads of a span, as if every key of so many had a little. */
  double share(KeyMemory key, int span, int keys) {
    return (of(key.fame, span) + 0.05) / (totals[span] + 0.05 * keys);
  }
}
