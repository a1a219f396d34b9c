package io.forewarm.embedded;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One plain connection to a Redis, for the few orders that starting and watching one needs. */
final class RedisConnection implements AutoCloseable {
  private final Socket socket = new Socket();
  private final DataInputStream in;

  RedisConnection(int port, Duration timeout) throws IOException {
    int millis = Math.toIntExact(timeout.toMillis());
    try {
      socket.setSoTimeout(millis);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), millis);
      in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Sends one command and returns its answer as text.
   *
   * @throws IOException if there is none in time, or an error, or not one of status, number or text
   */
  String send(String... words) throws IOException {
    StringBuilder order = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      int length = word.getBytes(StandardCharsets.UTF_8).length;
      order.append('$').append(length).append("\r\n").append(word).append("\r\n");
    }
    socket.getOutputStream().write(order.toString().getBytes(StandardCharsets.UTF_8));
    String head = line();
    return switch (head.charAt(0)) {
      case '+', ':' -> head.substring(1);
      case '$' -> text(Integer.parseInt(head.substring(1)));
      default -> throw new IOException(String.join(" ", words) + ": " + head);
    };
  }

  private String text(int length) throws IOException {
    if (length < 0) {
      return "";
    }
    byte[] bytes = in.readNBytes(length);
    in.readNBytes(2);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.read(); octet != '\r'; octet = in.read()) {
      if (octet < 0) {
        throw new EOFException("connection closed");
      }
      line.append((char) octet);
    }
    in.read();
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
