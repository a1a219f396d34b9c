package io.forewarm.local.terminal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the figures of a run go, if somebody wants them. */
public final class JsonFile {
  private JsonFile() {}

  /**
   * Writes figures as one JSON object; nothing without a path.
   *
   * @throws UncheckedIOException if they cannot be written
   */
  public static void write(@Nullable Path path, Object figures) {
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
