package io.forewarm.local.terminal;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of a command that names a file for its figures. */
public final class FiguresFile {
  @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures there, as JSON.")
  private @Nullable Path json;

  /**
   * Writes figures; nothing if no file was named.
   *
   * @throws java.io.UncheckedIOException if they cannot be written
   */
  public void write(Object figures) {
    JsonFile.write(json, figures);
  }
}
