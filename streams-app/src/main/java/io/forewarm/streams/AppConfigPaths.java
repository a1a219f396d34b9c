package io.forewarm.streams;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.nio.file.Path;

/** Paths as people write them, not as URIs. */
final class AppConfigPaths {
  private AppConfigPaths() {}

  static SimpleModule module() {
    return new SimpleModule("paths")
        .addDeserializer(Path.class, new Reader())
        .addSerializer(Path.class, new ToStringSerializer(Path.class));
  }

  private static final class Reader extends StdScalarDeserializer<Path> {
    private static final long serialVersionUID = 1;

    Reader() {
      super(Path.class);
    }

    @Override
    public Path deserialize(JsonParser in, DeserializationContext context) throws IOException {
      String text = in.getValueAsString();
      if (text == null || text.isBlank()) {
        throw context.weirdStringException(text, Path.class, "a path must not be empty");
      }
      return Path.of(text);
    }
  }
}
