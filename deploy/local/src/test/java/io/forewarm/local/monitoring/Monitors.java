package io.forewarm.local.monitoring;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.forewarm.embedded.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A Prometheus and an Alertmanager with the shipped files; addresses are replaced, and times
 * scaled.
 */
final class Monitors implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern TIMES =
      Pattern.compile("((?:group_wait|group_interval|repeat_interval): )(\\w+)");

  private final String prometheus;
  private final Server store;
  private final Server manager;

  private Monitors(String prometheus, Server store, Server manager) {
    this.prometheus = prometheus;
    this.store = store;
    this.manager = manager;
  }

  /**
   * Starts them.
   *
   * @param targets by the address that the shipped file has for them
   */
  static Monitors start(Path folder, TimeScale scale, Map<String, String> targets, String receiver)
      throws IOException {
    Program prometheus = Program.installed("prometheus");
    Program alertmanager = Program.installed("prometheus-alertmanager");
    String at = "127.0.0.1:" + FreePorts.take();
    String managerAt = "127.0.0.1:" + FreePorts.take();
    Files.writeString(
        folder.resolve("prometheus-rules.yaml"),
        new PrometheusRules(AlertSource.read(), scale).text());
    Files.writeString(folder.resolve("prometheus.yaml"), configuration(targets, managerAt));
    Files.writeString(folder.resolve("alertmanager.yaml"), routes(scale, receiver));
    Server manager =
        Server.start(
            alertmanager,
            folder.resolve("alertmanager.log"),
            "--config.file=" + folder.resolve("alertmanager.yaml"),
            "--storage.path=" + folder.resolve("alertmanager"),
            "--web.listen-address=" + managerAt,
            "--cluster.listen-address=");
    awaitReady("http://" + managerAt);
    Server store =
        Server.start(
            prometheus,
            folder.resolve("prometheus.log"),
            "--config.file=" + folder.resolve("prometheus.yaml"),
            "--storage.tsdb.path=" + folder.resolve("prometheus"),
            "--web.listen-address=" + at);
    awaitReady("http://" + at);
    return new Monitors("http://" + at, store, manager);
  }

  /** What Prometheus cannot deliver it tries again only after a minute. */
  private static void awaitReady(String address) {
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(
            () ->
                HTTP.send(request(address + "/-/ready"), BodyHandlers.ofString()).statusCode()
                    == 200);
  }

  private static HttpRequest request(String url) {
    return HttpRequest.newBuilder(URI.create(url)).build();
  }

  private static String configuration(Map<String, String> targets, String manager)
      throws IOException {
    String text = Files.readString(Folder.MONITORING.resolve("prometheus.yaml"));
    text = replaced(text, "scrape_interval: 15s", "scrape_interval: 1s");
    text = replaced(text, "127.0.0.1:9093", manager);
    for (Map.Entry<String, String> target : targets.entrySet()) {
      text = replaced(text, target.getKey(), target.getValue());
    }
    return text;
  }

  private static String routes(TimeScale scale, String receiver) throws IOException {
    String text = Files.readString(Folder.MONITORING.resolve("alertmanager.yaml"));
    return TIMES
        .matcher(replaced(text, "http://127.0.0.1:9099", receiver))
        .replaceAll(time -> time.group(1) + scale.duration(time.group(2)));
  }

  private static String replaced(String text, String shipped, String here) {
    if (!text.contains(shipped)) {
      throw new IllegalStateException("the shipped file no longer has " + shipped);
    }
    return text.replace(shipped, here);
  }

  /** Returns the values that a query gives now; those that are no number are left out. */
  List<Double> query(String expression) throws IOException, InterruptedException {
    String text = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    List<Double> values = new ArrayList<>();
    for (JsonNode row : get("/api/v1/query?query=" + text).path("data").path("result")) {
      double value = Double.parseDouble(row.path("value").path(1).asText());
      if (!Double.isNaN(value)) {
        values.add(value);
      }
    }
    return values;
  }

  /** Returns the names of the alerts that fire. */
  List<String> firing() throws IOException, InterruptedException {
    List<String> names = new ArrayList<>();
    for (JsonNode alert : get("/api/v1/alerts").path("data").path("alerts")) {
      if (alert.path("state").asText().equals("firing")) {
        names.add(alert.path("labels").toString());
      }
    }
    return names;
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return JSON.readTree(HTTP.send(request(prometheus + path), BodyHandlers.ofString()).body());
  }

  @Override
  public void close() {
    store.close();
    manager.close();
  }
}
