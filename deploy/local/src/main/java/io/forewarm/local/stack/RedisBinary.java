package io.forewarm.local.stack;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import redis.embedded.RedisExecProvider;

/** The Redis server that embedded-redis carries for this system. */
final class RedisBinary {
  private RedisBinary() {}

  /** Unpacks it into a folder and returns the program. */
  static Path in(Path folder) throws IOException {
    Path program = folder.resolve("redis-server");
    File unpacked = RedisExecProvider.defaultProvider().get();
    Files.move(unpacked.toPath(), program, StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(unpacked.toPath().toAbsolutePath().getParent());
    if (!program.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + program + " executable");
    }
    return program;
  }
}
