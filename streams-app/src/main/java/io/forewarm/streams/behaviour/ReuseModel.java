package io.forewarm.streams.behaviour;

import org.jspecify.annotations.Nullable;

/**
 * The chance that a key is read within the horizon: at the end of its entry's life from how it was
 * read, after a visit from what users read who have read the same, and before a time of the day
 * from what came back then on the days before.
 */
final class ReuseModel {
  private static final int GATES = 16;
  private static final long HOUR_MS = 3_600_000;

  private final long horizonMs;
  private final ContextMix ending = new ContextMix(13, 1, 8, 0.12, 0);
  private final ContextMix following = new ContextMix(23, 3, GATES, 0.09, 0);
  private final ContextMix alike = new ContextMix(5, 1, 1, 0.15, 0.5);
  private final ContextMix returning = new ContextMix(7, 2, GATES, 0.15, 0.3);

  ReuseModel(long horizonMs) {
    this.horizonMs = horizonMs;
  }

  /** After whose read of what a key may follow. */
  record Cause(
      UserMemory user, KeyMemory key, @Nullable KeyMemory before, double chance, double second) {}

  /** What a key's reads were like, in steps. */
  private record Pace(int now, int life, int lives, int day, int days, int since, int sinceBefore) {
    static Pace of(KeyMemory key, long at, long horizonMs) {
      return new Pace(
          rate(key, 0, at, horizonMs),
          rate(key, 1, at, horizonMs),
          rate(key, 2, at, horizonMs),
          rate(key, 3, at, horizonMs),
          rate(key, 4, at, horizonMs),
          Contexts.scale((double) (at - key.read) / horizonMs),
          Contexts.scale((double) (at - key.readBefore) / horizonMs));
    }

    private static int rate(KeyMemory key, int span, long at, long horizonMs) {
      return Contexts.scale(key.rates.perSpan(span, at, horizonMs));
    }
  }

  /** Judges a key whose entry ends. */
  Forecast ending(KeyMemory key, long at) {
    Pace pace = Pace.of(key, at, horizonMs);
    double wanted = at - key.wantedAt < horizonMs ? key.wanted : 0;
    int step = Contexts.step(wanted, 14);
    long[] contexts = {
      Contexts.of(1, key.hash),
      Contexts.of(2, key.hash, pace.since),
      Contexts.of(3, step),
      Contexts.of(4, pace.life, pace.lives),
      Contexts.of(5, pace.since, pace.day),
      Contexts.of(6, step, pace.lives),
      Contexts.of(7, pace.now, pace.since, pace.sinceBefore),
      Contexts.of(8, pace.lives, pace.day, pace.days),
      Contexts.of(9, key.kind, pace.since),
      Contexts.of(10, key.kind, step),
      Contexts.of(11, step, pace.day),
      Contexts.of(12, key.hash, step / 3),
      Contexts.of(13, pace.since, step / 3),
    };
    Forecast forecast = new Forecast(key, at, ending, contexts, Math.min(7, pace.lives / 2), false);
    ending.fact(forecast, 0, atLeastOnce(key, at));
    ending.judge(forecast);
    return forecast;
  }

  private double atLeastOnce(KeyMemory key, long at) {
    return 1 - Math.exp(-key.rates.perSpan(2, at, horizonMs) - 0.01);
  }

  /** Judges a key that may follow what a user has read. */
  Forecast following(KeyMemory key, Cause cause, Followers.Follower follower, long at) {
    Pace pace = Pace.of(key, at, horizonMs);
    int step = Contexts.step(cause.chance, 14);
    int second = Contexts.step(cause.second, 8);
    int known = Contexts.amount(cause.key.soon.occasions() - 1);
    int seen = cause.user.seen(key, at, horizonMs);
    int length = Math.min(3, cause.user.recent.size() / 3);
    long before = cause.before == null ? 0 : cause.before.hash;
    long user = cause.user.hash;
    long[] contexts = {
      Contexts.of(1, key.hash),
      Contexts.of(2, key.hash, pace.since),
      Contexts.of(3, step, known, seen),
      Contexts.of(4, pace.life, pace.lives),
      Contexts.of(5, pace.since, pace.day),
      Contexts.of(6, step, pace.lives, seen),
      Contexts.of(7, cause.key.hash, key.hash, seen),
      Contexts.of(8, pace.now, pace.since, pace.sinceBefore),
      Contexts.of(9, cause.key.hash, user),
      Contexts.of(10, step, second, known),
      Contexts.of(11, pace.lives, pace.day, pace.days),
      Contexts.of(12, key.kind, pace.since),
      Contexts.of(13, key.kind, step, seen),
      Contexts.of(14, cause.key.hash, before, key.hash),
      Contexts.of(15, before, key.hash, seen),
      Contexts.of(16, user, key.kind, step / 3),
      Contexts.of(17, user, seen, step / 4),
      Contexts.of(18, user, pace.since),
      Contexts.of(19, follower.history(), seen),
      Contexts.of(20, follower.history(), step),
      Contexts.of(21, key.hash, seen, step / 3),
      Contexts.of(22, seen, pace.since, step / 3),
      Contexts.of(Contexts.of(23, step, pace.day), known, length),
    };
    Forecast forecast = new Forecast(key, at, following, contexts, Math.min(GATES - 1, step), true);
    following.fact(forecast, 0, cause.chance);
    following.fact(forecast, 1, 1 - (1 - cause.chance) * (1 - cause.second));
    following.fact(forecast, 2, atLeastOnce(key, at));
    following.judge(forecast);
    return forecast;
  }

  /** Judges a key by what follows others of the kind of the one that has just been read. */
  Forecast alike(KeyMemory key, Templates.Next next, long at) {
    int step = Contexts.step(next.chance(), 14);
    int known = Contexts.amount(next.occasions());
    long[] contexts = {
      Contexts.of(1, next.template()),
      Contexts.of(2, step, known),
      Contexts.of(3, key.kind, step),
      Contexts.of(4, next.follower().history(), step),
      Contexts.of(5, Contexts.scale((double) (at - key.read) / horizonMs), step),
    };
    Forecast forecast = new Forecast(key, at, alike, contexts, 0, true);
    alike.fact(forecast, 0, next.chance());
    alike.judge(forecast);
    return forecast;
  }

  /** Judges a key that came back at this time of the day on some of the last days. */
  Forecast returning(KeyMemory key, Seasons.Return past, long at) {
    int share = Contexts.step(past.count() / (past.known() + 0.5), 4) + (past.known() > 1 ? 5 : 0);
    int reads = Contexts.scale(past.reads());
    long hour = at / HOUR_MS % 24;
    long[] contexts = {
      Contexts.of(1, share, past.yesterday()),
      Contexts.of(2, share, reads),
      Contexts.of(3, key.hash),
      Contexts.of(4, key.kind, share, reads),
      Contexts.of(5, hour, share, reads),
      Contexts.of(6, hour, past.yesterday()),
      Contexts.of(7, reads, Pace.rate(key, 4, at, horizonMs)),
    };
    Forecast forecast = new Forecast(key, at, returning, contexts, past.yesterday(), true);
    returning.fact(forecast, 0, (past.count() - 0.5) / past.known());
    returning.fact(forecast, 1, 1 - Math.exp(-past.reads()));
    returning.judge(forecast);
    return forecast;
  }
}
