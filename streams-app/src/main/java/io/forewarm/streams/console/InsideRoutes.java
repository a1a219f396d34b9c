package io.forewarm.streams.console;

import io.forewarm.streams.maintenance.MemoryBoard;
import io.javalin.config.RoutesConfig;

/** What goes on inside, over HTTP: memory and slots, consistency, foresight. */
final class InsideRoutes {
  private static final int MOST_ORDERS = 500;
  private static final int SHOWN = 100;

  private final Boards boards;
  private final MeterReading meters;
  private final ConsistencyDesk consistency;
  private final ForesightDesk foresight;

  InsideRoutes(ConsoleServer.Views views) {
    boards = views.boards();
    meters = new MeterReading(views.meters());
    consistency = new ConsistencyDesk(meters, boards);
    foresight = new ForesightDesk(meters, views.kafka(), views.topics());
  }

  /**
   * The memory of Redis.
   *
   * @param evictedKeys since this process began, by this instance
   * @param observedKeys that would have gone had rules not said observe
   */
  record Memory(
      MemoryBoard.Picture now, double evictedKeys, double evictedBytes, double observedKeys) {}

  void addTo(RoutesConfig routes) {
    routes.get("/api/memory", context -> Json.answer(context, memory()));
    routes.get("/api/slots", context -> Json.answer(context, boards.slots().last()));
    routes.get("/api/consistency", context -> Json.answer(context, consistency.answer()));
    routes.get(
        "/api/foresight",
        context ->
            Json.answer(
                context, foresight.answer(Json.number(context, "max", SHOWN, MOST_ORDERS))));
  }

  private Memory memory() {
    return new Memory(
        boards.memory().last(),
        meters.count("forewarm.eviction.keys", "result", "evicted"),
        meters.count("forewarm.eviction.bytes", "result", "evicted"),
        meters.count("forewarm.eviction.keys", "result", "observed"));
  }
}
