package io.forewarm.local.rules;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Shares as people write them: {@code 10%} or {@code 0.1}. */
final class ShareText implements ITypeConverter<Double> {
  private static final Pattern FORM = Pattern.compile("\\d{1,3}(\\.\\d{1,9})?%?");

  @Override
  public Double convert(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new TypeConversionException("a share such as 10% or 0.1 is expected: '" + text + "'");
    }
    boolean percent = text.endsWith("%");
    double number = Double.parseDouble(percent ? text.substring(0, text.length() - 1) : text);
    return percent ? number / 100 : number;
  }

  /** Returns the text of a share, {@code 10%}. */
  static String of(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + "%";
  }
}
