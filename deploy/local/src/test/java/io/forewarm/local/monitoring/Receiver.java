package io.forewarm.local.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who is told: a webhook for each person, by path. */
final class Receiver implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<Told> told = new CopyOnWriteArrayList<>();

  /**
   * What somebody was told.
   *
   * @param person last part of the path
   * @param status firing or resolved
   * @param alert as Alertmanager sent it
   */
  record Told(String person, String status, JsonNode alert) {
    String name() {
      return alert.path("labels").path("alertname").asText();
    }

    String label(String label) {
      return alert.path("labels").path(label).asText();
    }

    String note(String note) {
      return alert.path("annotations").path(note).asText();
    }

    @Override
    public String toString() {
      return person + " " + status + " " + name();
    }
  }

  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    String person = exchange.getRequestURI().getPath().substring(1);
    for (JsonNode alert : JSON.readTree(exchange.getRequestBody()).path("alerts")) {
      told.add(new Told(person, alert.path("status").asText(), alert));
    }
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Everything that a person was told of an alert, in order. */
  List<Told> told(String person, String alert) {
    return told.stream()
        .filter(one -> one.person().equals(person) && one.name().equals(alert))
        .toList();
  }

  /** Everything that anybody was told. */
  List<Told> all() {
    return List.copyOf(told);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
