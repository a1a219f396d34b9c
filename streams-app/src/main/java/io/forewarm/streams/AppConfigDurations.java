package io.forewarm.streams;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: 200ms, 10s, 5m, 1h, 7d; ISO 8601 (PT10S), too. */
final class AppConfigDurations {
  private static final Pattern SHORT = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|d)");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  private AppConfigDurations() {}

  static SimpleModule module() {
    return new SimpleModule("durations")
        .addDeserializer(Duration.class, new Reader())
        .addSerializer(Duration.class, new Writer());
  }

  /** Reads a duration; fails with what is allowed. */
  static Duration parse(String text) {
    Matcher parts = SHORT.matcher(text.trim());
    if (parts.matches()) {
      long unit = MILLIS.getOrDefault(parts.group(2), 1L);
      return Duration.ofMillis(Math.multiplyExact(Long.parseLong(parts.group(1)), unit));
    }
    try {
      return Duration.parse(text.trim());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("a duration is written 200ms, 10s, 5m, 1h or 7d", e);
    }
  }

  private static final class Reader extends StdScalarDeserializer<Duration> {
    private static final long serialVersionUID = 1;

    Reader() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser in, DeserializationContext context) throws IOException {
      String text = in.getValueAsString();
      try {
        return parse(text == null ? "" : text);
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw context.weirdStringException(text, Duration.class, e.getMessage());
      }
    }
  }

  private static final class Writer extends StdScalarSerializer<Duration> {
    private static final long serialVersionUID = 1;

    Writer() {
      super(Duration.class);
    }

    @Override
    public void serialize(Duration value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(value.toMillis() + "ms");
    }
  }
}
