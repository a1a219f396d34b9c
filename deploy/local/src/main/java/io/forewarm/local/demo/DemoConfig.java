package io.forewarm.local.demo;

import java.time.Duration;

/**
 * The shape of the demo.
 *
 * @param seconds that each run is measured, 1 to 86,400
 * @param rate offered operations a second, 1 to 1,000,000
 * @param keys of the platform, 100 to 10,000,000
 * @param seed of everything that is drawn
 */
public record DemoConfig(int seconds, int rate, int keys, long seed) {
  private static final int EXPIRIES_A_RUN = 8;
  private static final int LONGEST_TTL_SECONDS = 60;
  private static final int WARM_UPS_A_RUN = 4;
  private static final int LONGEST_WARM_UP_SECONDS = 20;

  /** Refuses a demo that shows nothing. */
  public DemoConfig {
    check("--seconds", seconds, 1, 86_400);
    check("--rate", rate, 1, 1_000_000);
    check("--keys", keys, 100, 10_000_000);
  }

  private static void check(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          option + " must be " + least + " to " + most + ": " + value);
    }
  }

  /** How long a run is measured. */
  Duration measured() {
    return Duration.ofSeconds(seconds);
  }

  /** How long values are fresh: short enough that the hottest expire several times in a run. */
  Duration ttl() {
    return between(2, seconds / EXPIRIES_A_RUN, LONGEST_TTL_SECONDS);
  }

  /** How long the same traffic runs before it is measured: programs are slow when they are new. */
  Duration warmUp() {
    return between(10, seconds / WARM_UPS_A_RUN, LONGEST_WARM_UP_SECONDS);
  }

  private static Duration between(int least, int wanted, int most) {
    return Duration.ofSeconds(Math.min(Math.max(least, wanted), most));
  }
}
