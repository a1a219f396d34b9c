package io.forewarm.streams.console;

import io.forewarm.streams.topics.LetterId;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics over HTTP. Few read the log at a time: each reads a part of it. */
final class TopicRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(TopicRoutes.class);
  private static final int MOST_RECORDS = 500;
  private static final int MOST_LETTERS = 1000;
  private static final int SHOWN = 50;

  private final TopicDesk desk;
  private final Semaphore free = new Semaphore(4);

  TopicRoutes(TopicDesk desk) {
    this.desk = desk;
  }

  /** What is to be sent on its way again. */
  record Order(List<LetterId> letters) {}

  void addTo(RoutesConfig routes) {
    routes.get("/api/topics", context -> Json.answer(context, desk.overview()));
    routes.get("/api/topics/records", context -> one(context, this::records));
    routes.get("/api/dead-letters", context -> one(context, this::letters));
    routes.post("/api/dead-letters/redrive", context -> one(context, this::redrive));
  }

  /** What answers a question that reads the log. */
  private interface Reading {
    Object answer(Context context) throws InterruptedException;
  }

  private void one(Context context, Reading reading) throws InterruptedException {
    if (!free.tryAcquire()) {
      Json.refuse(context, 429, "others are reading the log: ask again in a moment");
      return;
    }
    try {
      Json.answer(context, reading.answer(context));
    } finally {
      free.release();
    }
  }

  private Object records(Context context) {
    return desk.tail(
        context.queryParam("topic"),
        Json.number(context, "max", SHOWN, MOST_RECORDS),
        Boolean.parseBoolean(context.queryParam("heartbeats")));
  }

  private Object letters(Context context) {
    return desk.deadLetters(Json.number(context, "max", SHOWN, MOST_LETTERS));
  }

  private Object redrive(Context context) throws InterruptedException {
    List<LetterId> letters = Json.body(context, Order.class).letters();
    if (letters == null || letters.isEmpty() || letters.size() > MOST_LETTERS) {
      throw new IllegalArgumentException(
          "letters must name 1 to " + MOST_LETTERS + ", such as {\"partition\":0,\"offset\":17}");
    }
    LOG.info("dead letters are sent again count={} from={}", letters.size(), context.ip());
    return desk.redrive(letters);
  }
}
