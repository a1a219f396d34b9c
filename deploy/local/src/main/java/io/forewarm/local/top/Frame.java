package io.forewarm.local.top;

import com.fasterxml.jackson.databind.JsonNode;
import io.forewarm.local.terminal.TextTable;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the view shows at one time, in plain text.
 *
 * @param app where the app is
 * @param state what {@code /api/state} answers
 * @param statistics what {@code /api/statistics?span=minute} answers
 * @param most rows of each table
 */
record Frame(String app, JsonNode state, JsonNode statistics, int most) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final int LONGEST_KEY = 60;

  /** Returns the lines, as long as they are. */
  List<String> lines() {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    head(out);
    alerts(out);
    out.println();
    regions(out);
    out.println();
    hotKeys(out);
    out.println();
    out.println("records/s  " + flow());
    out.flush();
    return text.toString().lines().toList();
  }

  private void head(PrintWriter out) {
    JsonNode total = state.path("total");
    JsonNode memory = state.path("memory");
    out.printf("forewarm  %s  %s UTC  %s%n", app, time(state.path("at").asLong()), health());
    out.println(
        String.join(
            "   ",
            number("reads %,.1f/s", total.path("readsPerSecond")),
            "hits " + percent(total.path("hitRatio")),
            number("loads %,.1f/s", total.path("loadsPerSecond")),
            number("load %,.1f ms", total.path("meanLoadMs")),
            number("writes %,.1f/s", total.path("writesPerSecond")),
            "memory " + (memory.isNumber() ? percent(memory) : "no bound"),
            number("behind %.1f s", state.path("behindSeconds"))));
  }

  private String health() {
    if (state.path("ready").asBoolean()) {
      return "ready";
    }
    StringBuilder bad = new StringBuilder("NOT READY");
    state
        .path("health")
        .properties()
        .forEach(
            check -> {
              if (!check.getValue().path("ok").asBoolean()) {
                bad.append("  ").append(check.getKey()).append(": ");
                bad.append(plain(check.getValue().path("detail")));
              }
            });
    return bad.toString();
  }

  private void alerts(PrintWriter out) {
    int shown = 0;
    for (JsonNode alert : state.path("alerts")) {
      if (++shown <= most) {
        out.printf(
            "%s  %s  %s%n",
            plain(alert.path("level")), plain(alert.path("name")), plain(alert.path("subject")));
      }
    }
    if (shown > most) {
      out.printf(Locale.ROOT, "and %,d more alerts%n", shown - most);
    }
  }

  private void regions(PrintWriter out) {
    Map<String, JsonNode> waits = new HashMap<>();
    for (JsonNode entry : statistics) {
      if (entry.path("template").isNull()) {
        waits.put(entry.path("region").asText(), entry.at("/figures/waitMs/p95"));
      }
    }
    TextTable table =
        new TextTable(
            "REGION",
            "READS/S",
            "HITS",
            "NEAR",
            "STALE",
            "LOADS/S",
            "LOAD",
            "WAIT P95",
            "WRITES/S");
    int rows = 0;
    for (JsonNode region : state.path("regions")) {
      if (rows++ < most) {
        JsonNode wait = waits.get(region.path("region").asText());
        table.add(
            plain(region.path("region")),
            number("%,.1f", region.path("readsPerSecond")),
            percent(region.path("hitRatio")),
            percent(region.path("nearRatio")),
            percent(region.path("staleRatio")),
            number("%,.1f", region.path("loadsPerSecond")),
            number("%,.1f ms", region.path("meanLoadMs")),
            wait == null ? "-" : number("%,.1f ms", wait),
            number("%,.1f", region.path("writesPerSecond")));
      }
    }
    table.print(out);
    more(out, "regions", state.path("regionCount").asInt());
  }

  private void hotKeys(PrintWriter out) {
    TextTable table =
        new TextTable("HOT KEY", "READS/S", "SHARE", "SIZE", "FOR", "COPIES", "READ BY");
    long now = state.path("at").asLong();
    int rows = 0;
    for (JsonNode key : state.path("hotKeys")) {
      if (rows++ < most) {
        String name = plain(key.path("cacheKey"));
        table.add(
            name.length() > LONGEST_KEY ? name.substring(0, LONGEST_KEY - 1) + "~" : name,
            number("%,.1f", key.path("ratePerSecond")),
            percent(key.path("share")),
            number("%,.0f B", key.path("sizeBytes")),
            Duration.ofMillis(Math.max(0, now - key.path("since").asLong())).toSeconds() + " s",
            key.path("replicas").asInt(),
            sources(key.path("sources")));
      }
    }
    table.print(out);
    more(out, "hot keys", state.path("hotKeyCount").asInt());
  }

  private void more(PrintWriter out, String what, int all) {
    if (all > most) {
      out.printf(Locale.ROOT, "%,d of %,d %s%n", most, all, what);
    }
  }

  private static String sources(JsonNode sources) {
    StringBuilder names = new StringBuilder();
    sources.forEach(name -> names.append(names.isEmpty() ? "" : ", ").append(plain(name)));
    return names.toString();
  }

  private String flow() {
    Map<String, JsonNode> rates = new TreeMap<>();
    state.path("flow").properties().forEach(rate -> rates.put(rate.getKey(), rate.getValue()));
    rates.values().removeIf(rate -> rate.asDouble() == 0);
    return rates.isEmpty()
        ? "none"
        : String.join(
            "  ",
            rates.entrySet().stream()
                .map(rate -> rate.getKey() + " " + number("%,.1f", rate.getValue()))
                .toList());
  }

  private static String time(long millis) {
    return TIME.format(Instant.ofEpochMilli(millis));
  }

  private static String percent(JsonNode share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share.asDouble());
  }

  private static String number(String form, JsonNode value) {
    return String.format(Locale.ROOT, form, value.asDouble());
  }

  /** What others have named must not steer the terminal. */
  private static String plain(JsonNode text) {
    return text.asText().replaceAll("\\p{Cntrl}", "?");
  }
}
