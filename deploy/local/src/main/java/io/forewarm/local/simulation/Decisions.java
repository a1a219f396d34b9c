package io.forewarm.local.simulation;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes what a simulated cache did, in order, so that anyone can count its hits again. */
final class Decisions implements AutoCloseable {
  /** What happens to an entry. */
  enum Action {
    /** A reader waited for it. */
    LOAD,
    /** It was loaded ahead of a read; it serves reads after that moment. */
    WARM,
    /** It was loaded anew before the end of its life. */
    REFRESH,
    /** It went before the end of its life. */
    EVICT
  }

  private final @Nullable BufferedWriter out;

  /**
   * Opens the file.
   *
   * @param file null for none
   * @throws IOException if it cannot be written
   */
  Decisions(@Nullable Path file) throws IOException {
    out = file == null ? null : Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    if (out != null) {
      out.write("ts_ms,key,action\n");
    }
  }

  void add(long at, String key, Action action) {
    if (out == null) {
      return;
    }
    try {
      out.write(
          at + "," + key.replace(",", "%2C") + "," + action.name().toLowerCase(Locale.ROOT) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the decisions", e);
    }
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
    }
  }
}
