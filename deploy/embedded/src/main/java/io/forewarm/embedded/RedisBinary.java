package io.forewarm.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import redis.embedded.RedisExecProvider;

/** The Redis server for this machine, as embedded-redis carries it. */
public final class RedisBinary {
  private RedisBinary() {}

  /**
   * Unpacks it into a folder of the caller, over an earlier one.
   *
   * @return the program
   */
  public static Path unpackInto(Path folder) throws IOException {
    Path unpacked = unpack();
    Path program = folder.resolve("redis-server");
    Files.move(unpacked, program, StandardCopyOption.REPLACE_EXISTING);
    return program;
  }

  /** Unpacked once a JVM, and deleted at its end. */
  static Path path() {
    return Unpacked.PATH;
  }

  private static Path unpack() throws IOException {
    return RedisExecProvider.defaultProvider().get().toPath().toAbsolutePath();
  }

  private static final class Unpacked {
    static final Path PATH = once();

    private static Path once() {
      try {
        return unpack();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
