package io.forewarm.streams.behaviour;

import java.time.Duration;

/**
 * What is remembered of behaviour, and for how long.
 *
 * @param horizon how far ahead a read counts: the life of an entry, 100 ms or more
 * @param session a user who reads nothing for so long begins anew, 1 s or more
 * @param mostKeys keys remembered, 16 or more; those read longest ago are forgotten
 * @param mostUsers users remembered, 1 or more; those who read longest ago are forgotten
 */
public record BehaviourConfig(Duration horizon, Duration session, int mostKeys, int mostUsers) {
  /** For entries that live 5 minutes; about 200 MB at most. */
  public static final BehaviourConfig DEFAULT =
      new BehaviourConfig(Duration.ofMinutes(5), Duration.ofMinutes(30), 100_000, 50_000);

  /**
   * Checks.
   *
   * @throws IllegalArgumentException naming the setting, its value and what is allowed
   */
  public BehaviourConfig {
    check(horizon.toMillis() >= 100, "horizon", horizon, "100 ms or more");
    check(session.toMillis() >= 1000, "session", session, "1 s or more");
    check(mostKeys >= 16, "most-keys", mostKeys, "16 or more");
    check(mostUsers >= 1, "most-users", mostUsers, "1 or more");
  }

  private static void check(boolean good, String name, Object value, String allowed) {
    if (!good) {
      throw new IllegalArgumentException(
          "behaviour." + name + "=" + value + ": must be " + allowed);
    }
  }

  /** Returns the same for entries of another life. */
  public BehaviourConfig withHorizon(Duration life) {
    return new BehaviourConfig(life, session, mostKeys, mostUsers);
  }
}
