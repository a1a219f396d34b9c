package io.forewarm.embedded;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A proxy on loopback before a real Redis that does what networks and overloaded servers do:
 * answers late, answers with errors, refuses, cuts. Faults hold until {@link #heal}.
 */
public final class FaultyRedis implements AutoCloseable {
  /** What a client says when it connects, and to find out whether the connection is alive. */
  private static final Set<String> OF_CONNECTIONS =
      Set.of("HELLO", "AUTH", "SELECT", "CLIENT", "PING", "CLUSTER", "INFO", "QUIT");

  private final FaultyLink link;
  private volatile byte @Nullable [] failing;

  private FaultyRedis(int target) {
    link = FaultyLink.before(target, this::commands);
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
    return new FaultyRedis(port);
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return link.port();
  }

  /** The address as Redisson and most clients take it. */
  public String url() {
    return "redis://127.0.0.1:" + port();
  }

  /** Lets every answer come later, and on each connection one after the other. */
  public void delay(Duration time) {
    link.delay(time);
  }

  /** Cuts all connections, and every new one at once. */
  public void refuse() {
    link.refuse();
  }

  /** As {@link FaultyLink#loseAnswers}. */
  public void loseAnswers(int oneIn) {
    link.loseAnswers(oneIn);
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
    link.cut();
  }

  /** Ends all faults. */
  public void heal() {
    link.heal();
    failing = null;
  }

  /** Closes the proxy and all its connections; the Redis behind it stays. */
  @Override
  public void close() {
    link.close();
  }

  private long commands(InputStream in, OutputStream out) throws IOException {
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

  private static byte[] command(String... words) {
    StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      int length = word.getBytes(StandardCharsets.UTF_8).length;
      command.append('$').append(length).append("\r\n").append(word).append("\r\n");
    }
    return command.toString().getBytes(StandardCharsets.UTF_8);
  }
}
