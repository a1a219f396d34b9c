package io.forewarm.local.guarantee;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The origin in another process; each thread has a connection of its own. */
final class RemoteTruth implements Truth {
  private final int port;
  private final ThreadLocal<Line> lines = ThreadLocal.withInitial(this::connect);

  /**
   * Connects when it is used.
   *
   * @param port of the {@link TruthServer} on loopback
   */
  RemoteTruth(int port) {
    this.port = port;
  }

  private record Line(BufferedReader in, PrintWriter out) {}

  private Line connect() {
    try {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      return new Line(
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)),
          new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String ask(String question) {
    Line line = lines.get();
    line.out().println(question);
    try {
      String answer = line.in().readLine();
      if (answer == null) {
        throw new IOException("the origin has gone");
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long read(String key) {
    return Long.parseLong(ask("read " + key));
  }

  @Override
  public long write(String writer, String key, String id) {
    return Long.parseLong(ask("write " + writer + ' ' + key + " #" + id));
  }

  @Override
  public boolean writing(String writer) {
    return Boolean.parseBoolean(ask("writing " + writer));
  }

  @Override
  public void see(Sight sight) {
    lines.get().out().println(TruthServer.line(sight));
  }
}
