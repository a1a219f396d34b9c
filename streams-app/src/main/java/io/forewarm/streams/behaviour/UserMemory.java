package io.forewarm.streams.behaviour;

import io.forewarm.schemas.CacheKey;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is remembered of one user. */
final class UserMemory {
  static final int STEPS = 4;
  private static final int MOST_RECENT = 40;
  private static final int MOST_READ = 256;
  private static final int MOST_HABITS = 64;
  private static final int MOST_LATEST = 12;

  /** A key that the user has read within the horizon, and when. */
  record Step(KeyMemory key, long at) {}

  /** How often the user has read a key, and when last. */
  static final class Own {
    int reads;
    long at;
  }

  final long hash;
  final ArrayDeque<Step> recent = new ArrayDeque<>();
  final Set<KeyMemory> session = new LinkedHashSet<>();
  final ArrayDeque<KeyMemory> latest = new ArrayDeque<>();
  final Map<KeyMemory, Own> own = new LatestMap<>(MOST_READ);
  final Map<KeyMemory, KeyMemory> habits = new LatestMap<>(MOST_HABITS);
  private final @Nullable KeyMemory[] last = new @Nullable KeyMemory[STEPS];
  long at = Long.MIN_VALUE / 4;

  UserMemory(String user) {
    this.hash = CacheKey.hash(user);
  }

  /** The key that was read so many different reads ago, 0 for the last one. */
  @Nullable KeyMemory last(int ago) {
    return last[ago];
  }

  /** Forgets the session if it is over, and what was read longer ago than the horizon. */
  void begin(long now, BehaviourConfig config) {
    if (now - at > config.session().toMillis()) {
      Arrays.fill(last, null);
      session.clear();
    }
    at = now;
    long horizon = config.horizon().toMillis();
    Iterator<Step> steps = recent.iterator();
    while (steps.hasNext() && now - steps.next().at() > horizon) {
      steps.remove();
    }
  }

  boolean readLately(KeyMemory key) {
    for (Step step : recent) {
      if (step.key() == key) {
        return true;
      }
    }
    return false;
  }

  /** Whether nothing else was read since a key was read for the first time within the horizon. */
  boolean isLatest(KeyMemory key) {
    Step latestStep = recent.peekLast();
    return latestStep != null && latestStep.key() == key;
  }

  void add(KeyMemory key, long now) {
    if (key != last[0]) {
      System.arraycopy(last, 0, last, 1, STEPS - 1);
      last[0] = key;
    }
    if (session.size() < MOST_READ) {
      session.add(key);
    }
    latest.remove(key);
    latest.addFirst(key);
    if (latest.size() > MOST_LATEST) {
      latest.removeLast();
    }
    Own mine = own.computeIfAbsent(key, k -> new Own());
    mine.reads++;
    mine.at = now;
  }

  void addRecent(KeyMemory key, long now) {
    recent.addLast(new Step(key, now));
    if (recent.size() > MOST_RECENT) {
      recent.removeFirst();
    }
  }

  /** How long ago the user read a key, in steps; 0 for never. */
  int seen(KeyMemory key, long now, long horizonMs) {
    Own mine = own.get(key);
    if (mine == null) {
      return 0;
    }
    double horizons = (double) (now - mine.at) / horizonMs;
    return horizons < 2 ? 1 : horizons < 6 ? 2 : horizons < 24 ? 3 : 4;
  }
}
