package io.forewarm.local.rules;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forewarm.local.terminal.DurationText;
import io.forewarm.schemas.Rule;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** Shows rules: as the options that would put them, and as JSON. */
final class RuleText {
  private static final Map<String, String> OPTIONS =
      Map.of(
          "hotWindowMs", "hot-window",
          "hotRatePerSecond", "hot-rate",
          "hotBytesPerSecond", "hot-bytes",
          "hotLoadMillisPerSecond", "hot-load-millis",
          "hotWritesPerSecond", "hot-writes",
          "softTtlMs", "soft-ttl",
          "hardTtlMs", "hard-ttl",
          "maxStalenessMs", "max-staleness",
          "speculativeLoadsPerSecond", "speculative-loads");

  private RuleText() {}

  /** Returns what a rule sets, as in {@code --mode observe --soft-ttl 60s}. */
  static String options(Rule rule) {
    return settings(rule).entrySet().stream()
        .map(setting -> "--" + option(setting.getKey()) + " " + value(setting))
        .collect(Collectors.joining(" "));
  }

  /** Whether a rule sets nothing. */
  static boolean isEmpty(Rule rule) {
    return settings(rule).isEmpty();
  }

  /** Returns the target and what the rule sets, under the names of the schema. */
  static ObjectNode json(Rule rule) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("target", rule.getTarget());
    settings(rule).forEach((name, value) -> node.putPOJO(name, plain(value)));
    return node;
  }

  private static Map<String, Object> settings(Rule rule) {
    Map<String, Object> set = new TreeMap<>();
    for (Schema.Field field : rule.getSchema().getFields()) {
      Object value = rule.get(field.pos());
      if (value != null && !field.name().equals("target")) {
        set.put(field.name(), value);
      }
    }
    return set;
  }

  private static Object plain(Object value) {
    return value instanceof Enum<?> symbol ? symbol.name() : value;
  }

  private static String option(String field) {
    return OPTIONS.getOrDefault(field, field.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
  }

  private static String value(Map.Entry<String, Object> setting) {
    Object value = setting.getValue();
    if (value instanceof Boolean on) {
      return on ? "on" : "off";
    }
    if (value instanceof Long millis && setting.getKey().endsWith("Ms")) {
      return DurationText.of(Duration.ofMillis(millis));
    }
    if (value instanceof Double share && setting.getKey().startsWith("act")) {
      return ShareText.of(share);
    }
    return value.toString().toLowerCase(Locale.ROOT);
  }
}
