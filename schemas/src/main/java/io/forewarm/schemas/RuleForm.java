package io.forewarm.schemas;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** How people write a setting of a rule. */
public enum RuleForm {
  /** {@code act} or {@code observe}. */
  MODE("act|observe") {
    @Override
    Object read(String text) {
      return Mode.valueOf(text.toUpperCase(Locale.ROOT));
    }
  },
  /** {@code on} or {@code off}. */
  SWITCH("on|off") {
    @Override
    Object read(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "on" -> true;
        case "off" -> false;
        default -> throw new IllegalArgumentException();
      };
    }

    @Override
    String write(Object value) {
      return value.equals(true) ? "on" : "off";
    }
  },
  /** {@code 10%} or {@code 0.1}. */
  SHARE("SHARE") {
    private static final Pattern FORM = Pattern.compile("\\d{1,3}(\\.\\d{1,9})?%?");

    @Override
    Object read(String text) {
      if (!FORM.matcher(text).matches()) {
        throw new IllegalArgumentException("a share is expected, such as 0.1 or 10%");
      }
      boolean percent = text.endsWith("%");
      double number = Double.parseDouble(percent ? text.substring(0, text.length() - 1) : text);
      return percent ? number / 100 : number;
    }

    @Override
    String write(Object value) {
      BigDecimal share = BigDecimal.valueOf((Double) value);
      return share.movePointRight(2).stripTrailingZeros().toPlainString() + "%";
    }
  },
  /** {@code 60s}; kept in milliseconds. */
  TIME("TIME") {
    @Override
    Object read(String text) {
      return Durations.parse(text).toMillis();
    }

    @Override
    String write(Object value) {
      return Durations.text(Duration.ofMillis((Long) value));
    }
  },
  /** A whole number. */
  COUNT("N") {
    @Override
    Object read(String text) {
      return Long.parseLong(text);
    }
  },
  /** A whole number of 32 bits. */
  SMALL_COUNT("N") {
    @Override
    Object read(String text) {
      return Integer.parseInt(text);
    }
  },
  /** Any number. */
  NUMBER("X") {
    @Override
    Object read(String text) {
      return Double.parseDouble(text);
    }
  };

  private final String label;

  RuleForm(String label) {
    this.label = label;
  }

  /** What stands for a value in a manual page: the words that are allowed, or a name. */
  public String label() {
    return label;
  }

  /** Returns what a record holds; fails with a reason, or without where the label says it. */
  abstract Object read(String text);

  String write(Object value) {
    return value.toString().toLowerCase(Locale.ROOT);
  }
}
