package io.forewarm.local.terminal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Shows the meters of a command to Prometheus at {@code /metrics} while it runs. */
public final class MetricsPage implements AutoCloseable {
  private final PrometheusMeterRegistry registry;
  private final HttpServer server;

  /**
   * Begins to answer on all addresses.
   *
   * @param port 0 takes a free one
   */
  public MetricsPage(PrometheusMeterRegistry registry, int port) throws IOException {
    this.registry = registry;
    server = HttpServer.create(new InetSocketAddress(port), 0);
    server.createContext("/metrics", this::answer);
    server.start();
  }

  /** The port at which it answers. */
  public int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] text = registry.scrape().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    exchange.sendResponseHeaders(200, text.length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(text);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
