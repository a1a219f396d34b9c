package io.forewarm.streams.warming;

import io.forewarm.streams.behaviour.Behaviour;
import io.forewarm.streams.behaviour.BehaviourConfig;
import io.forewarm.streams.behaviour.LatestMap;
import io.forewarm.streams.behaviour.SeasonStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What is loaded ahead in one region, from its visits alone. What Redis holds is concluded: who
 * reads a key whose entry has ended makes a new one, as an order does. An order that was concluded
 * wrongly costs the worker a look. Not safe for concurrent use.
 */
final class Foresight {
  private static final long ASKED_FOR = Long.MIN_VALUE;

  /** How long before the end of a life its refresh is ordered, as a share of the life. */
  private static final double LEAD = 0.01;

  private static final long LEAST_LEAD_MS = 500;

  /** For how long a load ahead may wait for its turn. */
  private static final long GRACE_MS = 2_000;

  /** What was not loaded ahead after all may be ordered again after this share of a life. */
  private static final int AGAIN = 10;

  private final WarmingPlanner planner;
  private final Trials trials = new Trials();
  private final LongConsumer readAfter;
  private final long lifeMs;
  private final int mostKeys;
  private final Map<String, Entry> entries;
  private final PriorityQueue<Ending> endings =
      new PriorityQueue<>(Comparator.comparingLong(Ending::at));

  /** Until when a key is thought to be there, and until when it were without any load ahead. */
  private static final class Entry {
    private long until = Long.MIN_VALUE;
    private long lazyUntil = Long.MIN_VALUE;

    /** When it was loaded ahead of a read that has not come yet; else {@link #ASKED_FOR}. */
    private long aheadAt = ASKED_FOR;
  }

  private record Ending(String key, long at, long end) {}

  /**
   * Begins.
   *
   * @param readAfter hears, of each load ahead that is read in time, how long after, milliseconds
   */
  Foresight(
      WarmingConfig config,
      BehaviourConfig behaviour,
      SeasonStore seasons,
      LongConsumer readAfter) {
    this.readAfter = readAfter;
    this.planner = new WarmingPlanner(config, behaviour, seasons);
    this.lifeMs = behaviour.horizon().toMillis();
    this.mostKeys = behaviour.mostKeys();
    this.entries = new LatestMap<>(mostKeys);
  }

  /**
   * An order of the planner.
   *
   * @param order which key, and how probable its read is
   * @param seenEnd end of the life that is about to end, milliseconds; 0 for a key that is absent
   * @param deadline after which it is of no use, milliseconds
   */
  record Decision(WarmingPlanner.Order order, long seenEnd, long deadline) {}

  /**
   * Takes a visit.
   *
   * @param at when, milliseconds
   * @param now when the pipeline hears of it, milliseconds
   */
  List<Decision> visited(String user, String cacheKey, long at, long now) {
    List<Decision> decisions = new ArrayList<>();
    Behaviour.Held held = key -> held(key, now);
    refresh(now, decisions);
    if (planner.nextReturn(now) <= now) {
      warm(planner.returning(now, held), now, now + planner.leadMs(), decisions);
    }
    planner.learn(user, cacheKey, at);
    Entry entry = entries.computeIfAbsent(cacheKey, key -> new Entry());
    if (at >= entry.lazyUntil) {
      entry.lazyUntil = at + lifeMs;
      planner.thrift().lazyLoaded();
    }
    if (at >= entry.until) {
      loaded(cacheKey, entry, at);
      entry.aheadAt = ASKED_FOR;
    } else if (entry.aheadAt != ASKED_FOR) {
      trials.useful();
      readAfter.accept(Math.max(0, at - entry.aheadAt));
      entry.aheadAt = ASKED_FOR;
    }
    warm(planner.warm(user, cacheKey, now, held), now, now + GRACE_MS, decisions);
    return decisions;
  }

  private void warm(
      List<WarmingPlanner.Order> orders, long now, long deadline, List<Decision> decisions) {
    for (WarmingPlanner.Order order : orders) {
      if (trials.allowed()) {
        ahead(order.key(), entries.computeIfAbsent(order.key(), key -> new Entry()), now);
        decisions.add(new Decision(order, 0, deadline));
      }
    }
  }

  private void ahead(String cacheKey, Entry entry, long at) {
    trials.loaded();
    loaded(cacheKey, entry, at);
    entry.aheadAt = at;
  }

  /**
   * A load ahead that was ordered was not made.
   *
   * @param at when that is heard, milliseconds
   */
  void notLoaded(String cacheKey, long at) {
    Entry entry = entries.get(cacheKey);
    if (entry != null && entry.aheadAt != ASKED_FOR) {
      planner.thrift().notLoaded();
      trials.notLoaded();
      entry.aheadAt = ASKED_FOR;
      entry.until = Math.min(entry.until, at + lifeMs / AGAIN);
    }
  }

  private boolean held(String cacheKey, long now) {
    Entry entry = entries.get(cacheKey);
    return entry != null && entry.until > now;
  }

  private void loaded(String cacheKey, Entry entry, long at) {
    planner.thrift().loaded();
    entry.until = at + lifeMs;
    long lead = Math.max(LEAST_LEAD_MS, (long) (lifeMs * LEAD));
    endings.add(new Ending(cacheKey, entry.until - lead, entry.until));
    if (endings.size() > 2 * mostKeys) {
      endings.removeIf(ending -> current(ending) == null);
    }
  }

  /** Null: a key that is forgotten, or was loaded again since, leaves an ending behind. */
  private @Nullable Entry current(Ending ending) {
    Entry entry = entries.get(ending.key);
    return entry == null || entry.until != ending.end ? null : entry;
  }

  private void refresh(long now, List<Decision> decisions) {
    for (Ending next = endings.peek(); next != null && next.at <= now; next = endings.peek()) {
      endings.remove();
      Entry entry = current(next);
      if (entry == null) {
        continue;
      }
      double probability = planner.refresh(next.key, next.end);
      if (probability >= planner.thrift().price() && trials.allowed()) {
        WarmingPlanner.Order order = new WarmingPlanner.Order(next.key, probability);
        decisions.add(new Decision(order, next.end, next.end + GRACE_MS));
        ahead(next.key, entry, next.at);
      }
    }
  }
}
