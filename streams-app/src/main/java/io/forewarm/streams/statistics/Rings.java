package io.forewarm.streams.statistics;

import io.forewarm.schemas.Span;

/**
 * How long the spans of the trends are, and how many of each are kept: a ring, in which a span
 * takes the place of the one that lay as many spans before. Spans begin at the epoch's multiples of
 * their length; weeks begin on Thursday, as 1970 did.
 */
public final class Rings {
  /** What everything is first summed to. */
  static final Span SHORTEST = Span.TEN_SECONDS;

  private Rings() {}

  /** Returns the length of a span, milliseconds. */
  public static long millis(Span span) {
    return switch (span) {
      case TEN_SECONDS -> 10_000;
      case MINUTE -> 60_000;
      case HOUR -> 3_600_000;
      case DAY -> 86_400_000;
      case WEEK -> 604_800_000;
    };
  }

  /** Returns how many spans are kept: 5 minutes, 1 hour, 8 days, 5 weeks, 1 year. */
  public static int length(Span span) {
    return switch (span) {
      case TEN_SECONDS -> 30;
      case MINUTE -> 60;
      case HOUR -> 192;
      case DAY -> 35;
      case WEEK -> 53;
    };
  }

  /** Returns when the span began that holds at a time. */
  public static long begin(Span span, long at) {
    return Math.floorDiv(at, millis(span)) * millis(span);
  }

  /** Returns the place of the span that holds at a time. */
  static int place(Span span, long at) {
    return (int) Math.floorMod(at / millis(span), (long) length(span));
  }

  /** Whether the span that began at a time is still one of those that are kept. */
  public static boolean keeps(Span span, long begin, long now) {
    return begin > begin(span, now) - length(span) * millis(span);
  }
}
