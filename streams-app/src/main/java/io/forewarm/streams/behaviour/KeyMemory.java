package io.forewarm.streams.behaviour;

import io.forewarm.schemas.CacheKey;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is remembered of one key. */
final class KeyMemory {
  private static final int MOST_BEFORE = 96;
  private static final long NEVER = Long.MIN_VALUE / 4;

  final String key;
  final long hash;
  final long kind;
  final KeyIds ids;
  final Rates rates = new Rates();
  final Popularity.Fame fame = new Popularity.Fame();
  final Followers next = new Followers();
  final Followers second = new Followers();
  final Followers third = new Followers();
  final Followers soon = new Followers();
  final ArrayDeque<Forecast> open = new ArrayDeque<>(1);
  long read = NEVER;
  long readBefore = NEVER;
  int reads;

  /** When it was read after nobody had read it for a while, and how often in a horizon since. */
  long back = NEVER;

  int readsSinceBack;

  /** Highest chance that a user who has just read something reads this one, and when it was so. */
  double wanted;

  long wantedAt = NEVER;

  private Map<KeyMemory, Followers> nextAfter = Map.of();

  KeyMemory(String key) {
    this.key = key;
    this.hash = CacheKey.hash(key);
    this.kind = CacheKey.hash(KeyKind.of(key));
    this.ids = KeyIds.of(key);
  }

  /** What came after this key when another had come before it; null: nothing yet. */
  @Nullable Followers nextAfter(KeyMemory before) {
    return nextAfter.get(before);
  }

  Followers learnAfter(KeyMemory before) {
    nextAfter = nextAfter.isEmpty() ? new LatestMap<>(MOST_BEFORE) : nextAfter;
    return nextAfter.computeIfAbsent(before, key -> new Followers());
  }

  void read(long now, long horizonMs) {
    rates.add(now, horizonMs);
    reads++;
    readBefore = read;
    read = now;
  }

  /**
   * Lets go of other keys. Those that came before this one may know it for longer; through it they
   * would keep all that came after, and so on without end.
   */
  void forget() {
    List.of(next, second, third, soon).forEach(Followers::clear);
    nextAfter = Map.of();
    open.clear();
  }

  /** By the key, so that whatever is kept by keys has the same order in every run. */
  @Override
  public int hashCode() {
    return Long.hashCode(hash);
  }

  @Override
  public String toString() {
    return key;
  }
}
