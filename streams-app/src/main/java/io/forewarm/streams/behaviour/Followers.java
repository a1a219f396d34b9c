package io.forewarm.streams.behaviour;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often which keys came after something. Bounded: what came least often is forgotten when there
 * is no room, and all counts are halved when they are large, so that what comes now wins.
 */
final class Followers {
  private static final int MOST = 160;
  private static final int MOST_COUNTED = 1 << 12;

  /** How often one key came, and whether it did the last times. */
  static final class Follower {
    private int count;
    private int history = 1;

    /** It came after the last occasion. */
    void came() {
      count++;
      history |= 1;
    }

    /** There is another occasion, after which it has not come yet. */
    void missed() {
      int shifted = history << 1;
      history = shifted < 32 ? shifted : (shifted & 15) | 16;
    }

    void halve() {
      count /= 2;
    }

    int count() {
      return count;
    }

    /** The last occasions as bits under a leading one, the latest lowest: 1 if it came. */
    int history() {
      return history;
    }
  }

  /** Most keys have none. */
  private Map<KeyMemory, Follower> counts = Map.of();

  private int occasions;
  private List<KeyMemory> best = List.of();
  private int bestAt;

  /** Something happened after which keys may come. */
  void occasion() {
    occasions++;
    counts.values().forEach(Follower::missed);
  }

  /** A key came after the last occasion. */
  void add(KeyMemory key) {
    Follower follower = counts.get(key);
    if (follower == null) {
      makeRoom();
      counts = counts.isEmpty() ? new LinkedHashMap<>() : counts;
      follower = new Follower();
      follower.history = 2;
      counts.put(key, follower);
    }
    follower.came();
    if (occasions >= MOST_COUNTED) {
      halve();
    }
  }

  /** Forgets of those that came least often the one that is known longest. */
  private void makeRoom() {
    if (counts.size() < MOST) {
      return;
    }
    KeyMemory least = counts.keySet().iterator().next();
    int fewest = Integer.MAX_VALUE;
    for (Map.Entry<KeyMemory, Follower> entry : counts.entrySet()) {
      if (entry.getValue().count < fewest) {
        least = entry.getKey();
        fewest = entry.getValue().count;
      }
    }
    counts.remove(least);
  }

  private void halve() {
    counts.values().forEach(Follower::halve);
    counts.values().removeIf(follower -> follower.count == 0);
    occasions = (occasions + 1) / 2;
    best = List.of();
  }

  /** Forgets all. */
  void clear() {
    counts = Map.of();
    occasions = 0;
    best = List.of();
  }

  /** How many occasions there were. */
  int occasions() {
    return occasions;
  }

  int count(KeyMemory key) {
    Follower follower = counts.get(key);
    return follower == null ? 0 : follower.count;
  }

  @Nullable Follower follower(KeyMemory key) {
    return counts.get(key);
  }

  /** Returns those that came most often first; the order of the less often ones may be old. */
  List<KeyMemory> best(int most) {
    if (best.size() < Math.min(most, counts.size()) || occasions - bestAt > occasions / 16) {
      best = new ArrayList<>(counts.keySet());
      best.sort(Comparator.comparingInt(key -> -count(key)));
      bestAt = occasions;
    }
    return best.size() <= most ? best : best.subList(0, most);
  }

  /** All of them, in the order of their first coming. */
  Map<KeyMemory, Follower> all() {
    return counts;
  }
}
