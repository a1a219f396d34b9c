package io.forewarm.local.simulation;

import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.behaviour.BehaviourConfig;
import io.forewarm.streams.behaviour.MemorySeasons;
import io.forewarm.streams.warming.PushedOut;
import io.forewarm.streams.warming.Trials;
import io.forewarm.streams.warming.WarmingPlanner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A cache under the production's planner and the traffic's own clock. Deterministic: it draws
 * nothing at random and asks no clock.
 */
final class Simulation {
  /** How long before the end of a life a refresh is decided, on top of the load. */
  private static final long AHEAD_MS = 250;

  private static final long LEAST_PUSHED_OUT = 16;

  private final SimulationConfig config;
  private final Recording recording;
  private final CacheModel cache;
  private final CacheModel lazy;
  private final Decisions decisions;
  private final WarmingPlanner planner;
  private final List<Reports> reports = new ArrayList<>();
  private final PriorityQueue<Due> agenda =
      new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::number));
  private final boolean[] underWay;
  private final boolean[] unread;
  private final Figures figures = new Figures();
  private final Figures lazyFigures = new Figures();
  private final NextKeyScore nextKey = new NextKeyScore();
  private final PushedOut<Integer> pushedOut;
  private final Trials trials = new Trials();
  private final boolean bounded;
  private long number;
  private int access;

  private enum Kind {
    REPORT,
    FILL,
    ENDING,
    RETURN
  }

  /**
   * What happens later.
   *
   * @param subject instance of a report, else key
   * @param end of the life that is about to end
   */
  private record Due(long at, long number, Kind kind, int subject, long end) {}

  /**
   * Begins with an empty cache.
   *
   * @param cache where loads ahead go to as well
   * @param lazy the same kind of cache, for the baseline that loads only when asked
   */
  Simulation(
      SimulationConfig config,
      Recording recording,
      CacheModel cache,
      CacheModel lazy,
      Decisions decisions) {
    this.config = config;
    this.recording = recording;
    this.cache = cache;
    this.lazy = lazy;
    this.decisions = decisions;
    this.planner =
        new WarmingPlanner(
            config.warming(),
            BehaviourConfig.DEFAULT.withHorizon(config.horizon()),
            new MemorySeasons());
    this.bounded = config.capacity() != null;
    int keys = recording.distinctKeys();
    this.pushedOut = new PushedOut<>(Math.max(LEAST_PUSHED_OUT, keys / 100));
    this.underWay = new boolean[recording.numbers()];
    this.unread = new boolean[recording.numbers()];
    for (int instance = 0; instance < config.instances(); instance++) {
      reports.add(new Reports());
    }
    if (config.predict()) {
      long begin = recording.at(0);
      later(planner.nextReturn(begin), Kind.RETURN, 0, 0);
    }
  }

  /** Runs to the next so many accesses; false: there are no more. */
  boolean run(int accesses) {
    int last = Math.min(recording.size(), access + accesses);
    for (; access < last; access++) {
      take(access);
    }
    return access < recording.size();
  }

  Figures figures() {
    return figures;
  }

  Figures lazyFigures() {
    return lazyFigures;
  }

  NextKeyScore.Result nextKey() {
    return nextKey.result();
  }

  private void take(int index) {
    long now = recording.at(index);
    passUntil(now);
    int key = recording.key(index);
    if (recording.write(index)) {
      write(key, now);
      return;
    }
    readLazily(key, recording.bytes(index), now);
    read(key, recording.bytes(index), now);
    report(index, now);
  }

  private void passUntil(long now) {
    for (Due due = agenda.peek(); due != null && due.at < now; due = agenda.peek()) {
      agenda.remove();
      switch (due.kind) {
        case REPORT -> arrived(take(reports.get(due.subject)), due.at);
        case FILL -> fill(due.subject, due.at);
        case ENDING -> ending(due.subject, due.end, due.at);
        case RETURN -> returning(due.at);
      }
    }
  }

  private void later(long at, Kind kind, int subject, long end) {
    agenda.add(new Due(at, number++, kind, subject, end));
  }

  /** A write voids the entry; also one that is being loaded ahead. */
  private void write(int key, long now) {
    lazy.remove(key);
    underWay[key] = false;
    if (cache.until(key, now) != CacheModel.ABSENT) {
      cache.remove(key);
      decisions.add(now, recording.name(key), Decisions.Action.EVICT);
    }
  }

  private void readLazily(int key, long bytes, long now) {
    lazyFigures.requests++;
    boolean hit = lazy.until(key, now) != CacheModel.ABSENT;
    lazy.read(key, now);
    if (hit) {
      lazyFigures.hits++;
      return;
    }
    lazyFigures.demanded++;
    if (!bounded) {
      planner.thrift().lazyLoaded();
    }
    lazy.store(key, bytes, now, config.end(now), gone -> {});
  }

  private void read(int key, long bytes, long now) {
    figures.requests++;
    boolean hit = cache.until(key, now) != CacheModel.ABSENT;
    cache.read(key, now);
    if (hit) {
      figures.hits++;
      if (unread[key]) {
        useful(key);
      }
      return;
    }
    figures.demanded++;
    if (bounded && !pushedOut.loaded(key)) {
      planner.thrift().lazyLoaded();
    }
    underWay[key] = false;
    unread[key] = false;
    load(key, bytes, now, Decisions.Action.LOAD);
  }

  private void useful(int key) {
    figures.useful++;
    unread[key] = false;
    trials.useful();
    if (bounded) {
      planner.thrift().lazyLoaded();
    }
  }

  private void load(int key, long bytes, long now, Decisions.Action action) {
    planner.thrift().loaded();
    decisions.add(now, recording.name(key), action);
    long end = config.end(now);
    if (!cache.store(key, bytes, now, end, gone -> gone(gone, action, now))) {
      decisions.add(now, recording.name(key), Decisions.Action.EVICT);
      return;
    }
    if (config.refresh() && end != Long.MAX_VALUE) {
      later(end - AHEAD_MS - config.loadTime().toMillis(), Kind.ENDING, key, end);
    }
  }

  private void gone(int key, Decisions.Action cause, long now) {
    if (cause == Decisions.Action.WARM) {
      pushedOut.add(key);
    }
    decisions.add(now, recording.name(key), Decisions.Action.EVICT);
  }

  private void report(int index, long now) {
    @Nullable String user = recording.user(index);
    int who = user == null ? index : user.hashCode();
    int instance = Math.floorMod(who, config.instances());
    long arrives = reports.get(instance).add(index, now);
    if (arrives >= 0) {
      later(arrives, Kind.REPORT, instance, 0);
    }
  }

  private List<Integer> take(Reports instance) {
    Set<Integer> partitions = new HashSet<>();
    for (int index : instance.pending()) {
      @Nullable String user = recording.user(index);
      partitions.add(user == null ? 0 : CacheKey.partition(user, Topics.DEFAULT_PARTITIONS));
    }
    return instance.take(partitions.size());
  }

  private void arrived(List<Integer> report, long now) {
    for (int index : report) {
      @Nullable String user = recording.user(index);
      String key = recording.name(recording.key(index));
      if (user != null) {
        nextKey.add(planner.expected(user, key, recording.at(index)), key);
      }
      planner.learn(user, key, recording.at(index));
      if (user != null && config.predict()) {
        planner.warm(user, key, now, name -> held(name, now)).forEach(order -> warm(order, now));
      }
    }
  }

  private void returning(long now) {
    planner.returning(now, name -> held(name, now)).forEach(order -> warm(order, now));
    later(planner.nextReturn(now), Kind.RETURN, 0, 0);
  }

  /** With a capacity a load ahead must be worth its place, too. */
  private void warm(WarmingPlanner.Order order, long now) {
    int key = recording.find(order.key());
    if (key == Recording.UNHEARD_OF) {
      key = recording.number(order.key());
      underWay[key] = false;
      unread[key] = false;
      cache.remove(key);
    }
    boolean room = cache.ahead(key, recording.usualBytes(key), order.probability(), now);
    if (!bounded || (room && trials.allowed())) {
      underWay[key] = true;
      later(now + config.loadTime().toMillis(), Kind.FILL, key, 0);
    }
  }

  private boolean held(String name, long now) {
    int key = recording.find(name);
    return key != Recording.UNHEARD_OF
        && (underWay[key] || cache.until(key, now) != CacheModel.ABSENT);
  }

  private void fill(int key, long now) {
    if (underWay[key]) {
      underWay[key] = false;
      figures.speculative++;
      unread[key] = true;
      trials.loaded();
      load(key, recording.usualBytes(key), now, Decisions.Action.WARM);
    }
  }

  private void ending(int key, long end, long now) {
    if (cache.until(key, now) == end
        && planner.refresh(recording.name(key), end) >= planner.thrift().price()) {
      figures.speculative++;
      unread[key] = true;
      load(key, recording.usualBytes(key), end - AHEAD_MS, Decisions.Action.REFRESH);
    }
  }
}
