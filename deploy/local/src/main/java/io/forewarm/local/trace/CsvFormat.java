package io.forewarm.local.trace;

import io.forewarm.local.trace.TraceLine.Access;
import io.forewarm.local.trace.TraceLine.Malformed;
import io.forewarm.local.trace.TraceLine.Skipped;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code ts_ms,user,op,key,size,ttl_s}, no quoting, commas in keys as {@code %2C}, blank for
 * unknown.
 */
final class CsvFormat implements TraceFormat {
  static final String HEADER = "ts_ms,user,op,key,size,ttl_s";
  private static final int FIELDS = 6;

  @Override
  public String name() {
    return "CSV";
  }

  @Override
  public TraceLine read(String line) {
    if (line.isBlank() || line.equals(HEADER)) {
      return Skipped.SKIPPED;
    }
    String[] fields = line.split(",", -1);
    if (fields.length != FIELDS) {
      return new Malformed("has " + fields.length + " fields, not " + FIELDS);
    }
    try {
      return event(fields);
    } catch (NumberFormatException e) {
      return new Malformed("ts_ms, size and ttl_s must be whole numbers, 0 or more, or blank");
    }
  }

  private static TraceLine event(String[] fields) {
    @Nullable Boolean write = write(fields[2]);
    if (write == null) {
      return new Malformed("op must be get or set: '" + fields[2] + "'");
    }
    String key = fields[3].replace("%2C", ",");
    @Nullable String wrongKey = Keys.whatIsWrongWith(key);
    if (wrongKey != null) {
      return new Malformed(wrongKey);
    }
    String user = fields[1].isBlank() ? null : fields[1];
    return new Access(
        new TraceEvent(number(fields[0]), user, write, key, number(fields[4]), number(fields[5])));
  }

  private static @Nullable Boolean write(String op) {
    return switch (op.toLowerCase(Locale.ROOT)) {
      case "get" -> false;
      case "set" -> true;
      default -> null;
    };
  }

  private static long number(String field) {
    if (field.isBlank()) {
      return TraceEvent.UNKNOWN;
    }
    long number = Long.parseLong(field.trim());
    if (number < 0) {
      throw new NumberFormatException(field);
    }
    return number;
  }
}
