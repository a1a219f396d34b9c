package io.forewarm.local.monitoring;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes days of alerts pass in a minute: the same expressions, every duration divided.
 *
 * @param divisor of durations, 1 or more
 */
record TimeScale(int divisor) {
  static final TimeScale REAL = new TimeScale(1);

  private static final Pattern DURATION = Pattern.compile("(\\d+)([smhd])");
  private static final Pattern WINDOW = Pattern.compile("\\[(\\d+[smhd])]");
  private static final Map<String, Integer> SECONDS =
      Map.of("s", 1, "m", 60, "h", 3_600, "d", 86_400);
  private static final int LEAST_WINDOW = 5;

  /** Returns a duration, 1 s at least. */
  String duration(String text) {
    return divisor == 1 ? text : Math.max(1, seconds(text) / divisor) + "s";
  }

  /** Returns an expression with its windows, each of some samples at least. */
  String windows(String expression) {
    return divisor == 1 ? expression : WINDOW.matcher(expression).replaceAll(this::window);
  }

  private String window(MatchResult window) {
    return "[" + Math.max(LEAST_WINDOW, seconds(window.group(1)) / divisor) + "s]";
  }

  private static int seconds(String text) {
    Matcher duration = DURATION.matcher(text);
    if (!duration.matches()) {
      throw new IllegalArgumentException("a duration is a number and s, m, h or d: " + text);
    }
    return Integer.parseInt(duration.group(1)) * SECONDS.get(duration.group(2));
  }
}
