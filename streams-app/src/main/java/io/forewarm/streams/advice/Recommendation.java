package io.forewarm.streams.advice;

import org.jspecify.annotations.Nullable;

/**
 * A change that would pay.
 *
 * @param id the same for the same advice about the same keys
 * @param template null where it is about the region as a whole
 * @param title what to do, one sentence
 * @param reason why, in numbers
 * @param effect what to expect; null where that is no number
 * @param command that does it, to be typed as it is; null where no rule can
 * @param configuration what to change in the service or its surroundings; null where a rule does it
 * @param measured the number it rests on: loads a second, a time in milliseconds, a share, a rate
 *     or seconds, by cause; a dismissed recommendation comes back when it has doubled or halved
 * @param confidence 0 to 1; from {@link #HIGH} on it may be followed unseen
 */
public record Recommendation(
    String id,
    Cause cause,
    String region,
    @Nullable String template,
    String title,
    String reason,
    @Nullable Effect effect,
    @Nullable String command,
    @Nullable String configuration,
    double measured,
    double confidence) {
  /** From here on the confidence is high. */
  public static final double HIGH = 0.8;

  /**
   * What a figure is now and would be.
   *
   * @param figure its name in {@code /api/statistics}, or in {@code /api/state}
   */
  public record Effect(String figure, double now, double expected) {}

  /** What is wrong. */
  public enum Cause {
    /** Values end long before they change, and are loaded again and again. */
    TTL_SHORT,
    /** Keys whose text says nothing but an id. */
    FLAT_KEY,
    /** The origin answers slower than it did. */
    ORIGIN_SLOW,
    /** Loads wait for each other in front of an origin that is not slow. */
    POOL_SMALL,
    /** Most reads that reach Redis go to one hash slot. */
    HOT_SLOT,
    /** Values are compressed that do not shrink. */
    COMPRESSION_VAIN,
    /** The memory of a master of Redis ends soon. */
    MEMORY_FULL,
    /** A reader of a topic is late. */
    LAG,
    /** Keys do what they did on no earlier day at this hour. */
    CHANGED
  }

  static String id(Cause cause, Evidence of) {
    return cause.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-')
        + ":"
        + of.region()
        + ":"
        + of.template();
  }
}
