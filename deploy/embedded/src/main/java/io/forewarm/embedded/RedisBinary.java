package io.forewarm.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import redis.embedded.RedisExecProvider;

/** The Redis server for this machine, unpacked once a JVM and deleted at its end. */
final class RedisBinary {
  private RedisBinary() {}

  static Path path() {
    return Unpacked.PATH;
  }

  private static final class Unpacked {
    static final Path PATH = unpack();

    private static Path unpack() {
      try {
        return RedisExecProvider.defaultProvider().get().toPath().toAbsolutePath();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
