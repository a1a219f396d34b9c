package io.forewarm.streams.behaviour;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Learns what users read next and which keys are read again, and says so with calibrated
 * probabilities. Time is an argument, milliseconds, and does not go back by more than the reports'
 * delay. Memory is bounded by {@link BehaviourConfig}. Not safe for concurrent use.
 */
public final class Behaviour {
  /** Followers less probable than this are not looked at. */
  private static final double LEAST_CHANCE = 0.05;

  /** For so long a user's reading a key is thought to be wanted by others, too. */
  private static final long WANTED_FOR_MS = 30_000;

  private static final int STATED = 10;

  /** A key that nobody read for so many horizons comes back when it is read again. */
  private static final int AWAY = 2;

  private final BehaviourConfig config;
  private final long horizonMs;
  private final Map<String, KeyMemory> keys;
  private final Map<String, UserMemory> users;
  private final Popularity popularity = new Popularity();
  private final NextKeyModel nextKey = new NextKeyModel(popularity);
  private final ReuseModel reuse;
  private final Seasons seasons;
  private final Templates templates = new Templates();
  private final ArrayDeque<Forecast> open = new ArrayDeque<>();

  /** Begins knowing nothing but what comes back at which time of the day. */
  public Behaviour(BehaviourConfig config, SeasonStore seasons) {
    this.config = config;
    this.horizonMs = config.horizon().toMillis();
    this.keys = new LatestMap<>(config.mostKeys(), KeyMemory::forget);
    this.users = new LatestMap<>(config.mostUsers());
    this.reuse = new ReuseModel(horizonMs);
    this.seasons = new Seasons(seasons, horizonMs);
  }

  private KeyMemory key(String key) {
    return keys.computeIfAbsent(key, KeyMemory::new);
  }

  /**
   * Takes a read by nobody in particular.
   *
   * @param cacheKey what was read
   * @param at when, milliseconds
   */
  public void read(String cacheKey, long at) {
    settle(at);
    KeyMemory key = key(cacheKey);
    for (Iterator<Forecast> forecasts = key.open.iterator(); forecasts.hasNext(); ) {
      Forecast forecast = forecasts.next();
      if (forecast.from < at) {
        forecasts.remove();
        forecast.read(at < forecast.from + horizonMs);
      }
    }
    if (at - key.read > AWAY * horizonMs) {
      key.back = at;
      key.readsSinceBack = 0;
    }
    if (at - key.back < horizonMs) {
      seasons.cameBack(cacheKey, key.back, ++key.readsSinceBack);
    }
    key.read(at, horizonMs);
    popularity.read(key);
  }

  /** Forecasts whose time is over without a read have not come true. */
  private void settle(long now) {
    for (Forecast oldest = open.peek();
        oldest != null && oldest.from + horizonMs < now;
        oldest = open.peek()) {
      open.remove();
      oldest.over(oldest.key.open.remove(oldest));
    }
  }

  /**
   * Returns what was expected in the place of a visit, best first, and learns from what came
   * instead: empty at the start of a session and for a read of the same key again. To be asked
   * before {@link #visit}, by whom it concerns what comes next: {@link #following} goes without.
   *
   * @param at when, milliseconds
   */
  public List<Guess> expected(String user, String cacheKey, long at) {
    UserMemory memory = users.computeIfAbsent(user, UserMemory::new);
    memory.begin(at, config);
    return learnNext(memory, key(cacheKey));
  }

  /**
   * Takes a read by a user.
   *
   * @param at when, milliseconds
   */
  public void visit(String user, String cacheKey, long at) {
    UserMemory memory = users.computeIfAbsent(user, UserMemory::new);
    KeyMemory key = key(cacheKey);
    memory.begin(at, config);
    read(cacheKey, at);
    if (!memory.readLately(key)) {
      for (UserMemory.Step step : memory.recent) {
        step.key().soon.add(key);
        templates.follow(step.key().ids, key.ids);
      }
      key.soon.occasion();
      templates.occasion(key.ids);
      memory.addRecent(key, at);
    }
    memory.add(key, at);
  }

  private List<Guess> learnNext(UserMemory user, KeyMemory key) {
    KeyMemory last = user.last(0);
    if (last == null || last.equals(key)) {
      return List.of();
    }
    NextKeyModel.Outlook outlook = nextKey.outlook(user, keys.size());
    List<Guess> expected = List.of();
    if (outlook != null) {
      expected = nextKey.best(outlook, STATED);
      nextKey.learn(outlook, key, STATED);
    }
    follow(last.next, key);
    KeyMemory before = user.last(1);
    if (before != null) {
      follow(last.learnAfter(before), key);
      follow(before.second, key);
    }
    KeyMemory third = user.last(2);
    if (third != null) {
      follow(third.third, key);
    }
    user.habits.put(last, key);
    return expected;
  }

  private static void follow(Followers followers, KeyMemory key) {
    followers.occasion();
    followers.add(key);
  }

  /** Which keys the pipeline holds back from judging. */
  public interface Held {
    /** Whether nothing is to be decided about a key now: it is present, or on its way. */
    boolean held(String cacheKey);
  }

  /**
   * Judges, after a visit, the keys that may be read within the horizon.
   *
   * @param at when it is decided, milliseconds, not before the visit
   * @param held keys that are not judged
   */
  public List<Forecast> following(String user, String cacheKey, long at, Held held) {
    UserMemory memory = users.get(user);
    KeyMemory cause = keys.get(cacheKey);
    if (memory == null || cause == null || !memory.isLatest(cause)) {
      return List.of();
    }
    List<Forecast> forecasts = new ArrayList<>();
    for (Map.Entry<KeyMemory, Followers.Follower> entry : cause.soon.all().entrySet()) {
      double chance = chance(cause.soon, entry.getValue().count(), 1);
      if (chance < LEAST_CHANCE || memory.readLately(entry.getKey())) {
        continue;
      }
      want(entry.getKey(), chance, at);
      if (!held.held(entry.getKey().key)) {
        ReuseModel.Cause why = cause(memory, cause, entry.getKey(), chance);
        forecasts.add(open(reuse.following(entry.getKey(), why, entry.getValue(), at)));
      }
    }
    alike(memory, cause, at, held, forecasts);
    return forecasts;
  }

  /** Judges keys that nobody has read after this one yet, by what follows others of its kind. */
  private void alike(
      UserMemory user, KeyMemory cause, long at, Held held, List<Forecast> forecasts) {
    for (Templates.Next next : templates.after(cause.ids)) {
      KeyMemory known = keys.get(next.key());
      boolean judged = known != null && (cause.soon.count(known) > 0 || user.readLately(known));
      if (!judged && next.chance() >= LEAST_CHANCE && !held.held(next.key())) {
        forecasts.add(open(reuse.alike(key(next.key()), next, at)));
      }
    }
  }

  private static double chance(Followers followers, int count, int unfinished) {
    return Math.min(0.999, count / (followers.occasions() - unfinished + 0.4));
  }

  private static void want(KeyMemory key, double chance, long at) {
    if (at - key.wantedAt > WANTED_FOR_MS) {
      key.wanted = 0;
    }
    key.wanted = Math.max(key.wanted, chance);
    key.wantedAt = at;
  }

  private static ReuseModel.Cause cause(
      UserMemory user, KeyMemory cause, KeyMemory key, double chance) {
    double second = 0;
    @Nullable KeyMemory before = null;
    for (UserMemory.Step step : user.recent) {
      if (!step.key().equals(cause)) {
        before = step.key();
        second = Math.max(second, chance(before.soon, before.soon.count(key), 0));
      }
    }
    return new ReuseModel.Cause(user, cause, before, chance, second);
  }

  private Forecast open(Forecast forecast) {
    if (open.size() >= config.mostKeys()) {
      Forecast oldest = open.remove();
      oldest.key.open.remove(oldest);
    }
    forecast.key.open.add(forecast);
    open.add(forecast);
    return forecast;
  }

  /**
   * Judges a key whose entry's life ends.
   *
   * @param end of its life, milliseconds
   */
  public Forecast ending(String cacheKey, long end) {
    return open(reuse.ending(key(cacheKey), end));
  }

  /** When {@link #returning} is to be asked again, milliseconds. */
  public long nextReturn(long now) {
    return seasons.next(now);
  }

  /** How long before a time of the day its keys are judged, milliseconds: up to ten minutes. */
  public long leadMs() {
    return seasons.leadMs();
  }

  /**
   * Judges keys that came back at a time of the day that is near, on some of the days before.
   *
   * @param at when it is decided, milliseconds
   * @param held keys that are not judged
   */
  public List<Forecast> returning(long at, Held held) {
    List<Forecast> forecasts = new ArrayList<>();
    for (Seasons.Return due : seasons.due(at)) {
      if (!held.held(due.key())) {
        forecasts.add(open(reuse.returning(key(due.key()), due, at)));
      }
    }
    return forecasts;
  }
}
