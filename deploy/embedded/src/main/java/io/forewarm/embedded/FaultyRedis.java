package io.forewarm.embedded;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A proxy on loopback before a real Redis that does what networks and overloaded servers do:
 * answers late, answers with errors, refuses, cuts. Faults hold until {@link #heal}.
 */
public final class FaultyRedis implements AutoCloseable {
  /** What a client says when it connects, and to find out whether the connection is alive. */
  private static final Set<String> OF_CONNECTIONS =
      Set.of("HELLO", "AUTH", "SELECT", "CLIENT", "PING", "CLUSTER", "INFO", "QUIT");

  private final ServerSocket server;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile long delayNanos;
  private volatile boolean refusing;
  private volatile byte @Nullable [] failing;

  private FaultyRedis(ServerSocket server, int target) {
    this.server = server;
    this.target = target;
  }

  /** Opens a proxy on a free port, without a fault yet. */
  public static FaultyRedis before(EmbeddedRedis redis) {
    return before(redis.port());
  }

  /**
   * Opens a proxy on a free port, without a fault yet.
   *
   * @param port where a Redis is on 127.0.0.1, now or later
   */
  public static FaultyRedis before(int port) {
    try {
      FaultyRedis proxy =
          new FaultyRedis(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
      begin("faulty-redis", proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return server.getLocalPort();
  }

  /** The address as Redisson and most clients take it. */
  public String url() {
    return "redis://127.0.0.1:" + port();
  }

  /** Lets every answer come later, and on each connection one after the other. */
  public void delay(Duration time) {
    delayNanos = time.toNanos();
  }

  /** Cuts all connections, and every new one at once. */
  public void refuse() {
    refusing = true;
    cut();
  }

  /**
   * Lets every command be answered with an error and do nothing, but those that only concern the
   * connection.
   *
   * @param error code and text in one line, such as {@code LOADING Redis is loading the dataset}
   */
  public void answerErrors(String error) {
    String text = error.replace("\\", "\\\\").replace("'", "\\'");
    failing = command("EVAL", "return redis.error_reply('" + text + "')", "0");
  }

  /** Cuts all connections once; new ones are let through. */
  public void cut() {
    sockets.forEach(this::close);
  }

  /** Ends all faults. */
  public void heal() {
    delayNanos = 0;
    refusing = false;
    failing = null;
  }

  /** Closes the proxy and all its connections; the Redis behind it stays. */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        connect(server.accept());
      } catch (IOException e) {
        // closed, or the Redis behind is away: the client sees its connection end
      }
    }
  }

  private void connect(Socket client) throws IOException {
    sockets.add(client);
    if (refusing) {
      close(client);
      return;
    }
    Socket redis;
    try {
      redis = new Socket(InetAddress.getLoopbackAddress(), target);
    } catch (IOException e) {
      close(client);
      throw e;
    }
    sockets.add(redis);
    client.setTcpNoDelay(true);
    redis.setTcpNoDelay(true);
    begin("faulty-redis-commands", () -> pump(client, redis, this::commands));
    begin("faulty-redis-answers", () -> pump(redis, client, this::answers));
  }

  /** Passes on from one socket to the other until one ends. */
  private void pump(Socket from, Socket to, Passage passage) {
    try {
      passage.pass(from.getInputStream(), to.getOutputStream());
    } catch (IOException e) {
      // one of the two has gone: so does the other
    } finally {
      close(from);
      close(to);
    }
  }

  /** One direction. */
  private interface Passage {
    void pass(InputStream in, OutputStream out) throws IOException;
  }

  private void commands(InputStream in, OutputStream out) throws IOException {
    DataInputStream commands = new DataInputStream(new BufferedInputStream(in, 1 << 16));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (true) {
      bytes.reset();
      String verb = read(commands, bytes);
      byte[] instead = failing;
      if (instead == null || OF_CONNECTIONS.contains(verb)) {
        bytes.writeTo(out);
      } else {
        out.write(instead);
      }
    }
  }

  /** Copies one command and returns its verb. */
  private static String read(DataInputStream in, ByteArrayOutputStream copy) throws IOException {
    int words = number(in, copy);
    String verb = "";
    for (int word = 0; word < words; word++) {
      byte[] bytes = in.readNBytes(number(in, copy) + 2);
      copy.write(bytes);
      if (word == 0) {
        verb = new String(bytes, StandardCharsets.UTF_8).trim().toUpperCase(Locale.ROOT);
      }
    }
    return verb;
  }

  /** Copies a line and returns the number after its first character. */
  private static int number(DataInputStream in, ByteArrayOutputStream copy) throws IOException {
    int number = 0;
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new EOFException();
      }
      copy.write(octet);
      number = octet >= '0' && octet <= '9' ? number * 10 + octet - '0' : number;
    }
    copy.write('\n');
    return number;
  }

  private void answers(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[1 << 16];
    for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
      long due = System.nanoTime() + delayNanos;
      for (long left = delayNanos; left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      out.write(buffer, 0, length);
    }
  }

  private static byte[] command(String... words) {
    StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      int length = word.getBytes(StandardCharsets.UTF_8).length;
      command.append('$').append(length).append("\r\n").append(word).append("\r\n");
    }
    return command.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void close(Socket socket) {
    sockets.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      // it is gone, which is what was wanted
    }
  }

  private static void begin(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }
}
