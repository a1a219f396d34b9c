package io.forewarm.streams.behaviour;

import io.forewarm.schemas.CacheKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What users read after a key of some kind, with its ids carried over: after {@code user:7:profile}
 * comes {@code user:7:posts:page:1}, after {@code page:3} comes {@code page:4}. So it can be said
 * what follows a key that nobody has read yet. Bounded in kinds, and in what follows each.
 */
final class Templates {
  private static final int MOST_KINDS = 4_096;
  private static final int MOST_AFTER = 32;
  private static final int MOST_COUNTED = 1 << 12;

  /** As if it had not come so many times. */
  private static final double DOUBT = 2;

  private final Map<String, Kind> kinds = new LatestMap<>(MOST_KINDS);

  /** What comes after the keys of a kind. */
  private static final class Kind {
    private int occasions;
    private final Map<String, Followers.Follower> after = new LatestMap<>(MOST_AFTER);

    private void occasion() {
      occasions++;
      after.values().forEach(Followers.Follower::missed);
      if (occasions >= MOST_COUNTED) {
        occasions /= 2;
        after.values().forEach(Followers.Follower::halve);
      }
    }
  }

  /**
   * What may follow a key.
   *
   * @param key cache key, maybe never seen
   * @param template how it is made of the other's ids, as a hash
   * @param follower how often that was so
   * @param occasions and how often it could have been
   */
  record Next(String key, long template, Followers.Follower follower, int occasions) {
    /** How often it was so of late, 0 to 1; the occasion that is under way does not count. */
    double chance() {
      return Math.min(0.999, follower.count() / (occasions - 1 + DOUBT));
    }
  }

  /** A key is read. */
  void occasion(KeyIds from) {
    if (!from.ids().isEmpty()) {
      kinds.computeIfAbsent(from.kind(), kind -> new Kind()).occasion();
    }
  }

  /** A key is read after another. */
  void follow(KeyIds from, KeyIds key) {
    Kind kind = kinds.get(from.kind());
    String template = kind == null ? null : key.after(from);
    if (kind != null && template != null) {
      kind.after.computeIfAbsent(template, unused -> new Followers.Follower()).came();
    }
  }

  /** Returns what may follow a key that has just been read. */
  List<Next> after(KeyIds from) {
    Kind kind = kinds.get(from.kind());
    List<Next> next = new ArrayList<>();
    if (kind != null) {
      kind.after.forEach(
          (template, follower) -> {
            String key = from.apply(template);
            if (key != null) {
              next.add(new Next(key, CacheKey.hash(template), follower, kind.occasions));
            }
          });
    }
    return next;
  }
}
