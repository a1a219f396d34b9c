package io.forewarm.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Loopback ports that nobody uses. They lie below the range from which Linux takes the ports of
 * outgoing connections, and a locked file reserves each among all JVMs of this user until this one
 * ends, so that a port cannot be lost between finding and binding it, nor while its server is down.
 */
public final class FreePorts {
  private static final int FIRST = 15_000;
  private static final int COUNT = 17_000;
  private static final Map<Integer, FileLock> TAKEN = new ConcurrentHashMap<>();

  private FreePorts() {}

  /** Returns a port that is free now and is given to nobody else while this JVM runs. */
  public static int take() {
    int start = ThreadLocalRandom.current().nextInt(COUNT);
    for (int i = 0; i < COUNT; i++) {
      int port = FIRST + (start + i) % COUNT;
      if (reserve(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no free port from " + FIRST + " to " + (FIRST + COUNT - 1));
  }

  private static boolean reserve(int port) {
    if (!isFree(port)) {
      return false;
    }
    FileLock lock = lock(port);
    return lock != null && TAKEN.putIfAbsent(port, lock) == null;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static @Nullable FileLock lock(int port) {
    try {
      FileChannel channel =
          FileChannel.open(
              folder().resolve(Integer.toString(port)),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
      }
      return lock;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static Path folder() throws IOException {
    String name = "forewarm-ports-" + System.getProperty("user.name");
    return Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir"), name));
  }
}
