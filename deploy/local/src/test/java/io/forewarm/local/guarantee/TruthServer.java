package io.forewarm.local.guarantee;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Lets services of other processes use the origin: a line asks, a line answers. */
final class TruthServer implements AutoCloseable {
  private final SourceOfTruth truth;
  private final ServerSocket server;

  TruthServer(SourceOfTruth truth) {
    this.truth = truth;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    begin(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private static void begin(Runnable task) {
    Thread thread = new Thread(task, "truth-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket service = server.accept();
        begin(() -> serve(service));
      }
    } catch (IOException e) {
      // closed: the test is over
    }
  }

  private void serve(Socket service) {
    try (service;
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(service.getInputStream(), StandardCharsets.UTF_8));
        PrintWriter out =
            new PrintWriter(service.getOutputStream(), true, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String answer = answer(line.split(" ", 5));
        if (!answer.isEmpty()) {
          out.println(answer);
        }
      }
    } catch (IOException e) {
      // the service has gone
    }
  }

  private String answer(String[] words) {
    return switch (words[0]) {
      case "read" -> Long.toString(truth.read(words[1]));
      case "write" -> Long.toString(truth.write(words[1], words[2], words[3].substring(1)));
      case "writing" -> Boolean.toString(truth.writing(words[1]));
      default -> {
        truth.see(sight(words));
        yield "";
      }
    };
  }

  /** The words of a sight, as {@link #sight} reads them. */
  static String line(Sight sight) {
    if (sight instanceof Sight.Read read) {
      return "saw %s %s %d %d".formatted(read.reader(), read.key(), read.version(), read.began());
    }
    if (sight instanceof Sight.Told told) {
      return "told %s %d %d".formatted(told.key(), told.version(), told.at());
    }
    if (sight instanceof Sight.ReadFailed failed) {
      String why = failed.why().replace('\n', ' ');
      return "failed %s %s %d %s".formatted(failed.reader(), failed.key(), failed.at(), why);
    }
    throw new IllegalArgumentException("no service sees " + sight);
  }

  private static Sight sight(String[] words) {
    return switch (words[0]) {
      case "saw" ->
          new Sight.Read(words[1], words[2], Long.parseLong(words[3]), Long.parseLong(words[4]));
      case "told" -> new Sight.Told(words[1], Long.parseLong(words[2]), Long.parseLong(words[3]));
      case "failed" -> new Sight.ReadFailed(words[1], words[2], words[4], Long.parseLong(words[3]));
      default -> throw new IllegalArgumentException(String.join(" ", words));
    };
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
