package io.forewarm.streams.console;

import io.forewarm.schemas.RuleText;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules over HTTP. */
final class RuleRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(RuleRoutes.class);
  private static final String TARGET = "target";

  private final RuleDesk desk;

  RuleRoutes(RuleDesk desk) {
    this.desk = desk;
  }

  /** A rule as it is sent. */
  record Sent(String target, Map<String, @Nullable String> settings) {}

  void addTo(RoutesConfig routes) {
    routes.get("/api/rules", context -> Json.answer(context, desk.rows()));
    routes.get("/api/rules/settings", context -> Json.answer(context, RuleDesk.settings()));
    routes.get("/api/rules/of", context -> Json.answer(context, desk.of(named(context, "key"))));
    routes.get("/api/rules/check", this::check);
    routes.put("/api/rules", this::put);
    routes.delete("/api/rules", this::remove);
  }

  private void check(Context context) {
    Map<String, @Nullable String> settings = new LinkedHashMap<>();
    context
        .queryParamMap()
        .forEach(
            (name, values) -> {
              if (!name.equals(TARGET)) {
                settings.put(name, values.get(0));
              }
            });
    Json.answer(context, desk.check(named(context, TARGET), settings));
  }

  private void put(Context context) {
    Sent sent = Json.body(context, Sent.class);
    if (sent.target() == null || sent.settings() == null) {
      throw new IllegalArgumentException(
          "a rule is sent as {\"target\":\"posts\",\"settings\":{\"soft-ttl\":\"60s\"}}");
    }
    RuleDesk.Change change = desk.put(RuleText.rule(sent.target(), sent.settings()));
    LOG.info("a rule was put {} from={}", change, context.ip());
    Json.answer(context, change);
  }

  private void remove(Context context) {
    RuleDesk.Change change = desk.remove(named(context, TARGET));
    LOG.info("a rule was removed {} from={}", change, context.ip());
    Json.answer(context, change);
  }

  private static String named(Context context, String parameter) {
    String text = context.queryParam(parameter);
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException(parameter + " is missing");
    }
    return text;
  }
}
