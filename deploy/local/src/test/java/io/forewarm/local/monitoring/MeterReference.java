package io.forewarm.local.monitoring;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What can be asked for: Forewarm's meters as docs/metrics.md has them, those of Kafka Streams and
 * the JVM as {@code source/other-meters.txt} has them, and what Prometheus makes itself.
 */
final class MeterReference {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([a-z.]+)` \\| ([a-z ]+) \\| ([^|]*) \\| ([^|]*) \\|");
  private static final Pattern TAG = Pattern.compile("`(\\w+)`(?:: ([^;]+))?");
  private static final Pattern OTHER = Pattern.compile("(\\w+)\\{([\\w,]*)}");
  private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance");
  private static final PrometheusNamingConvention NAMING = new PrometheusNamingConvention();

  /** Labels by metric; of a label the values that it may have, none for any. */
  private final Map<String, Map<String, Set<String>>> metrics = new HashMap<>();

  private MeterReference() {}

  static MeterReference read(AlertSource alerts) throws IOException {
    MeterReference reference = new MeterReference();
    ROW.matcher(Files.readString(Folder.ROOT.resolve("docs/metrics.md")))
        .results()
        .forEach(reference::row);
    other().forEach(name -> reference.metrics.put(name.name(), open(name.labels())));
    reference.metrics.put("up", Map.of());
    reference.metrics.put(
        "ALERTS",
        open(
            Set.of(
                "alertname",
                "alertstate",
                "escalation",
                "severity",
                "region",
                "node",
                "alert",
                "group",
                "topic",
                "dependency")));
    for (String record : alerts.records().keySet()) {
      reference.metrics.put(record, open(Set.of("region")));
    }
    return reference;
  }

  /** A metric that is not Forewarm's. */
  record Other(String name, Set<String> labels) {}

  /** Those of Kafka Streams and the JVM that something asks for, as /metrics prints them. */
  static List<Other> other() throws IOException {
    return OTHER
        .matcher(Files.readString(Folder.MONITORING.resolve("source/other-meters.txt")))
        .results()
        .map(found -> new Other(found.group(1), words(found.group(2))))
        .toList();
  }

  private static Set<String> words(String text) {
    Set<String> words = new TreeSet<>(Arrays.asList(text.split(",\\s*")));
    words.remove("");
    return words;
  }

  private static Map<String, Set<String>> open(Set<String> labels) {
    Map<String, Set<String>> open = new HashMap<>();
    labels.forEach(label -> open.put(label, Set.of()));
    return open;
  }

  private void row(MatchResult row) {
    Meter.Type type =
        Meter.Type.valueOf(row.group(2).trim().toUpperCase(Locale.ROOT).replace(' ', '_'));
    String unit = row.group(4).isBlank() ? null : row.group(4).trim();
    Map<String, Set<String>> labels = new HashMap<>();
    Matcher tags = TAG.matcher(row.group(3));
    while (tags.find()) {
      labels.put(tags.group(1), tags.group(2) == null ? Set.of() : words(tags.group(2)));
    }
    String name = NAMING.name(row.group(1), type, unit);
    switch (type) {
      case COUNTER -> metrics.put(name.endsWith("_total") ? name : name + "_total", labels);
      case TIMER, DISTRIBUTION_SUMMARY -> {
        for (String part : List.of("_count", "_sum", "_max")) {
          metrics.put(name + part, labels);
        }
      }
      default -> metrics.put(name, labels);
    }
  }

  /** Returns what an expression asks for that is not there; nothing if all is. */
  List<String> wrong(String expression) {
    PromQl query = PromQl.parse(expression);
    List<String> wrong = new ArrayList<>();
    Set<String> known = new TreeSet<>(OF_PROMETHEUS);
    for (PromQl.Selector selector : query.selectors()) {
      Map<String, Set<String>> labels = metrics.get(selector.metric());
      if (labels == null) {
        wrong.add("there is no metric " + selector.metric());
        continue;
      }
      known.addAll(labels.keySet());
      selector.labels().forEach((label, values) -> wrong.addAll(label(selector, label, values)));
    }
    query.grouping().stream()
        .filter(label -> !known.contains(label))
        .forEach(label -> wrong.add("no metric of the expression has a label " + label));
    return wrong;
  }

  private List<String> label(PromQl.Selector selector, String label, Set<String> values) {
    Set<String> allowed =
        OF_PROMETHEUS.contains(label) ? Set.of() : metrics.get(selector.metric()).get(label);
    if (allowed == null) {
      return List.of(selector.metric() + " has no label " + label);
    }
    return values.stream()
        .filter(value -> !allowed.isEmpty() && !allowed.contains(value))
        .map(value -> selector.metric() + " has no " + label + "=\"" + value + "\"")
        .toList();
  }
}
