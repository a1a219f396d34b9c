package io.forewarm.schemas;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Durations as people write them: {@code 500ms}, {@code 60s}, {@code 5m}, {@code 2h}, {@code 7d};
 * ISO 8601 (PT10S), too.
 */
public final class Durations {
  private static final Pattern SHORT = Pattern.compile("([0-9]{1,12})\\s*(ms|s|m|h|d)");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  private Durations() {}

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException saying what is allowed
   */
  public static Duration parse(String text) {
    try {
      Matcher parts = SHORT.matcher(text.trim().toLowerCase(Locale.ROOT));
      Duration read =
          parts.matches()
              ? Duration.ofMillis(
                  Math.multiplyExact(
                      Long.parseLong(parts.group(1)), MILLIS.getOrDefault(parts.group(2), 1L)))
              : Duration.parse(text.trim());
      if (!read.isNegative()) {
        return read;
      }
    } catch (DateTimeException | ArithmeticException e) {
      throw wrong(text, e);
    }
    throw wrong(text, null);
  }

  private static IllegalArgumentException wrong(String text, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "'" + text + "' is no duration: write 200ms, 10s, 5m, 1h or 7d", cause);
  }

  /** Returns the shortest text that means the same: {@code 90s}, {@code 1h}, {@code 7d}. */
  public static String text(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0 || millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds % 86_400 == 0 && seconds / 86_400 != 1) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
