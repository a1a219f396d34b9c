package io.forewarm.local.rules;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A switch as people write it: {@code on} or {@code off}. */
final class OnOff implements ITypeConverter<Boolean> {
  @Override
  public Boolean convert(String text) {
    return switch (text) {
      case "on" -> true;
      case "off" -> false;
      default -> throw new TypeConversionException("'" + text + "' must be on or off");
    };
  }
}
