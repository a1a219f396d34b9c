package io.forewarm.streams.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Recommendations over HTTP. */
final class AdviceRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(AdviceRoutes.class);

  private final AdviceDesk desk;

  AdviceRoutes(AdviceDesk desk) {
    this.desk = desk;
  }

  /**
   * Which recommendation is meant.
   *
   * @param keys share of the keys to which it is applied; null for all
   */
  record Order(@Nullable String id, @Nullable Double keys) {}

  void addTo(RoutesConfig routes) {
    routes.get(
        "/api/recommendations",
        context ->
            Json.answer(context, desk.rows(Boolean.parseBoolean(context.queryParam("dismissed")))));
    routes.post("/api/recommendations/apply", this::apply);
    routes.post("/api/recommendations/dismiss", this::dismiss);
    routes.post("/api/recommendations/recall", this::recall);
  }

  private void apply(Context context) {
    Order order = Json.body(context, Order.class);
    RuleDesk.Change change = desk.apply(id(order), order.keys());
    LOG.info("a recommendation was applied {} {} from={}", order, change, context.ip());
    Json.answer(context, change);
  }

  private void dismiss(Context context) {
    String id = id(Json.body(context, Order.class));
    desk.dismiss(id);
    LOG.info("a recommendation was dismissed {} from={}", id, context.ip());
    Json.answer(context, Map.of("dismissed", id));
  }

  private void recall(Context context) {
    String id = id(Json.body(context, Order.class));
    desk.recall(id);
    Json.answer(context, Map.of("recalled", id));
  }

  private static String id(Order order) {
    String id = order.id();
    if (id == null || id.isBlank()) {
      throw new IllegalArgumentException("id must name a recommendation");
    }
    return id;
  }
}
