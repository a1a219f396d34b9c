package io.forewarm.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the figures of a measurement go, if somebody wants them. */
final class JsonFile {
  private JsonFile() {}

  /** Writes figures as one JSON object; nothing without a path. */
  static void write(@Nullable Path path, Object figures) {
    if (path == null) {
      return;
    }
    try {
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writeValue(path.toFile(), figures);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path, e);
    }
  }
}
