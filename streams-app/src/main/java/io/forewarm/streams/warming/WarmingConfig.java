package io.forewarm.streams.warming;

import java.time.Duration;

/**
 * How much may be loaded on suspicion.
 *
 * @param price a load ahead of a read less probable than this is never made, above 0, below 1
 * @param excess loads above those of a cache that loads only when asked, as a share of these, above
 *     0 to 1
 * @param life how long values are fresh where no rule says it, 1 s or more
 * @param shards in how many parts users are learnt from, each by one thread, 1 to 64; each learns
 *     for itself, so no more than the load needs: one takes some thousand visits a second
 */
public record WarmingConfig(double price, double excess, Duration life, int shards) {
  /** About six in seven loads ahead are of use, at 6 % more loads; values live 5 minutes. */
  public static final WarmingConfig DEFAULT =
      new WarmingConfig(0.71, 0.062, Duration.ofMinutes(5), 1);

  /**
   * For a cache that is bounded by its capacity only: there what is loaded ahead for nothing soon
   * goes again.
   */
  public static final WarmingConfig BOUNDED =
      new WarmingConfig(0.45, 0.10, Duration.ofMinutes(5), 1);

  /**
   * Checks.
   *
   * @throws IllegalArgumentException naming the setting, its value and what is allowed
   */
  public WarmingConfig {
    check(price > 0 && price < 1, "price", price, "above 0 and below 1");
    check(excess > 0 && excess <= 1, "excess", excess, "above 0, to 1");
    check(life.toMillis() >= 1000, "life", life, "1 s or more");
    check(shards >= 1 && shards <= 64, "shards", shards, "1 to 64");
  }

  private static void check(boolean good, String name, Object value, String allowed) {
    if (!good) {
      throw new IllegalArgumentException("warming." + name + "=" + value + ": must be " + allowed);
    }
  }

  /** Returns the same with another excess. */
  public WarmingConfig withExcess(double share) {
    return new WarmingConfig(price, share, life, shards);
  }
}
