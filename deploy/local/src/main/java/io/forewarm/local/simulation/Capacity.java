package io.forewarm.local.simulation;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How much a cache holds.
 *
 * @param amount of what the unit says, above 0
 */
public record Capacity(double amount, Unit unit) {
  private static final Pattern FORM =
      Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*(%|[KMG]I?B|B)?", Pattern.CASE_INSENSITIVE);

  /** What is counted. */
  public enum Unit {
    /** Of the distinct keys. */
    PERCENT,
    ENTRIES,
    BYTES
  }

  /** Checks. */
  public Capacity {
    if (!(amount > 0)) {
      throw new IllegalArgumentException("--capacity=" + amount + ": must be above 0");
    }
  }

  /**
   * Reads {@code 5%} of the distinct keys, {@code 1000} entries, or {@code 64MB}.
   *
   * @throws IllegalArgumentException saying what is allowed
   */
  public static Capacity of(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "--capacity="
              + text
              + ": must be a share of the keys (5%), entries (1000) or bytes (64MB)");
    }
    double amount = Double.parseDouble(matcher.group(1));
    String unit = matcher.group(2) == null ? "" : matcher.group(2).toUpperCase(Locale.ROOT);
    return switch (unit.isEmpty() ? ' ' : unit.charAt(0)) {
      case ' ' -> new Capacity(amount, Unit.ENTRIES);
      case '%' -> new Capacity(amount, Unit.PERCENT);
      case 'K' -> new Capacity(amount * (1 << 10), Unit.BYTES);
      case 'M' -> new Capacity(amount * (1 << 20), Unit.BYTES);
      case 'G' -> new Capacity(amount * (1 << 30), Unit.BYTES);
      default -> new Capacity(amount, Unit.BYTES);
    };
  }

  /** Whether entries count by their size. */
  boolean bytes() {
    return unit == Unit.BYTES;
  }

  /**
   * Returns how many entries or bytes that are.
   *
   * @param distinctKeys number of keys of the traffic
   */
  long limit(int distinctKeys) {
    double limit = unit == Unit.PERCENT ? amount * distinctKeys / 100 : amount;
    return Math.max(1, Math.round(limit));
  }

  /** Reads it from a command line. */
  public static final class Text implements ITypeConverter<Capacity> {
    @Override
    public Capacity convert(String text) {
      try {
        return of(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
