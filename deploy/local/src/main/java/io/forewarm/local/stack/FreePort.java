package io.forewarm.local.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;

/**
 * Finds ports that stay free for a server while it is down. A port that the system gives out itself
 * would not: a client that tries to reconnect may get the very port as its own and hold it.
 */
final class FreePort {
  private static final int LOWEST = 15_000;
  private static final int BELOW_EPHEMERAL = 32_000;
  private static final int TRIES = 200;

  private FreePort() {}

  /** Returns the given port, or one that nobody listens on if it is 0. */
  static int orGiven(int port, RandomGenerator random) throws StackException {
    if (port != 0) {
      return port;
    }
    for (int i = 0; i < TRIES; i++) {
      int candidate = random.nextInt(LOWEST, BELOW_EPHEMERAL);
      if (isFree(candidate)) {
        return candidate;
      }
    }
    throw new StackException("no free port between " + LOWEST + " and " + BELOW_EPHEMERAL);
  }

  /** Whether a server could listen on a port of the loopback interface now. */
  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
