package io.forewarm.streams.inspect;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and durations as people read them; times are UTC. */
public final class TimeText {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY_AND_CLOCK =
      DateTimeFormatter.ofPattern("MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private TimeText() {}

  /** A time of day: 12:03:59.123. */
  static String clock(long millis) {
    return CLOCK.format(Instant.ofEpochMilli(millis));
  }

  /** A time with its day: 11-23 12:03:59.123. */
  public static String day(long millis) {
    return DAY_AND_CLOCK.format(Instant.ofEpochMilli(millis));
  }

  /** A length of time: 23 ms, 1.5 s, 12 m, 3 h. */
  public static String length(long millis) {
    if (millis < 1_000) {
      return millis + " ms";
    }
    if (millis < 60_000) {
      String seconds = String.format(Locale.ROOT, "%.1f", millis / 1000.0);
      return (seconds.endsWith(".0") ? seconds.substring(0, seconds.length() - 2) : seconds) + " s";
    }
    return millis < 7_200_000 ? millis / 60_000 + " m" : millis / 3_600_000 + " h";
  }

  /** How long a load took. */
  static String load(long micros) {
    return micros < 1_000 ? "below 1 ms" : length(micros / 1_000);
  }
}
