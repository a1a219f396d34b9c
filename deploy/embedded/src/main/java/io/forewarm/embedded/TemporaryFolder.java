package io.forewarm.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder of a server, deleted with it unless the caller owns it. */
record TemporaryFolder(Path path, boolean owned) {

  static TemporaryFolder create(String name) {
    try {
      return new TemporaryFolder(Files.createTempDirectory("forewarm-" + name + "-"), true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TemporaryFolder kept(Path path) {
    try {
      return new TemporaryFolder(Files.createDirectories(path.toAbsolutePath()), false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete() {
    if (!owned) {
      return;
    }
    for (Path entry : deepestFirst()) {
      try {
        Files.deleteIfExists(entry);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private List<Path> deepestFirst() {
    if (!Files.exists(path)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.walk(path)) {
      return entries.sorted(Comparator.reverseOrder()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
