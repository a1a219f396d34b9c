package io.forewarm.local.terminal;

import io.forewarm.schemas.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations of the command line. */
public final class DurationText implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    try {
      return Durations.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  /** Returns the shortest text that means the same: {@code 90s}, {@code 1h}, {@code 7d}. */
  public static String of(Duration duration) {
    return Durations.text(duration);
  }
}
