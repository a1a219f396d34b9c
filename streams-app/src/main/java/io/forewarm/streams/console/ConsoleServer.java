package io.forewarm.streams.console;

import io.forewarm.schemas.Dismissal;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.advice.Adviser;
import io.forewarm.streams.rules.RuleLog;
import io.forewarm.streams.topics.CompactedLog;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.util.JavalinException;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers over HTTP: metrics, health, alerts, hot keys, what regions do, and a page of it. */
public final class ConsoleServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleServer.class);
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
              + " img-src 'self' data:; base-uri 'none'; form-action 'none';"
              + " frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cache-Control",
          "no-store");
  private static final Set<HandlerType> READS = Set.of(HandlerType.GET, HandlerType.HEAD);
  private static final String TOTAL = "X-Total-Count";
  private static final int THREADS = 16;
  private static final long STOP_MILLIS = 500;

  /**
   * What the server shows.
   *
   * @param metrics in Prometheus' text format
   * @param meters the same, to be asked for by name
   * @param alive what must hold for the process to be worth keeping
   * @param ready what must hold for the app to do its work
   * @param boards what is known of the present
   * @param inspections who answers what is known of a key
   * @param kafka properties of Kafka clients
   * @param topics where changes are written, and records are read that somebody wants to see
   * @param outside to which topics beside these a dead letter may go back
   */
  public record Views(
      Supplier<String> metrics,
      MeterRegistry meters,
      List<HealthCheck> alive,
      List<HealthCheck> ready,
      Boards boards,
      InspectionDesk inspections,
      Map<String, Object> kafka,
      Topics topics,
      Predicate<String> outside) {}

  private final Views views;
  private final ChangeGuard guard;
  private final Pages pages = new Pages();
  private final LiveFeed feed;
  private final Javalin server;

  private ConsoleServer(ConsoleConfig config, Views views) {
    this.views = views;
    this.guard = new ChangeGuard(config.secret());
    this.feed = new LiveFeed(() -> Json.text(state()));
    this.server = Javalin.create(this::configure);
  }

  /**
   * Starts to answer.
   *
   * @param port 0 takes a free one
   * @throws IllegalStateException if the file of the token cannot be read
   */
  public static ConsoleServer start(String host, int port, ConsoleConfig config, Views views) {
    ConsoleServer console = new ConsoleServer(config, views);
    console.server.start(host, port);
    return console;
  }

  /** The port at which it answers. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    feed.close();
    try {
      server.stop();
    } catch (JavalinException e) {
      LOG.debug("connections were open when the console closed, and were cut", e);
    }
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.jetty.threadPool = threads();
    config.jetty.modifyServer(jetty -> jetty.setStopTimeout(STOP_MILLIS));
    config.routes.before(context -> HEADERS.forEach(context::header));
    config.routes.before("/api/*", this::guard);
    config.routes.exception(
        IllegalArgumentException.class,
        (e, context) -> Json.refuse(context, 400, String.valueOf(e.getMessage())));
    config.routes.exception(
        KafkaException.class,
        (e, context) -> Json.refuse(context, 503, "the brokers do not answer: " + e.getMessage()));
    config.routes.get("/metrics", this::metrics);
    config.routes.get("/health/live", context -> health(context, views.alive()));
    config.routes.get("/health/ready", context -> health(context, views.ready()));
    config.routes.get(
        "/api/hot-keys",
        context -> found(context, views.boards().hotKeys().rows(), HotKeyBoard.Row::cacheKey));
    config.routes.get("/api/regions", this::regions);
    config.routes.get(
        "/api/regions/past",
        context ->
            Json.answer(context, views.boards().regions().past(context.queryParam("region"))));
    config.routes.get(
        "/api/observations", context -> Json.answer(context, views.boards().observations().rows()));
    config.routes.get(
        "/api/alerts", context -> Json.answer(context, views.boards().alerts().rows()));
    config.routes.get("/api/inspect", this::inspect);
    config.routes.get("/api/statistics", this::statistics);
    addRoutes(config.routes);
    config.routes.get("/api/state", context -> Json.answer(context, state()));
    config.routes.sse("/api/live", feed::open);
    pages
        .byPath()
        .forEach(
            (path, page) ->
                config.routes.get(
                    path, context -> context.contentType(page.contentType()).result(page.bytes())));
  }

  private Snapshot state() {
    return Snapshot.of(views, guard.isOpen());
  }

  private void addRoutes(RoutesConfig routes) {
    Boards boards = views.boards();
    Topics topics = views.topics();
    LogTurns turns = new LogTurns();
    RuleDesk rules = new RuleDesk(boards.rules(), new RuleLog(views.kafka(), topics, LOG::warn));
    CompactedLog<Dismissal> dismissals =
        new CompactedLog<>(views.kafka(), topics.dismissals, topics.prefix() + "dismissals");
    new RuleRoutes(rules).addTo(routes);
    new AdviceRoutes(
            new AdviceDesk(
                new Adviser(boards.trends(), boards.memory(), boards.flow()),
                boards.dismissals(),
                dismissals,
                rules))
        .addTo(routes);
    new TopicRoutes(new TopicDesk(views.kafka(), topics, boards.flow(), views.outside()), turns)
        .addTo(routes);
    new InsideRoutes(views, turns).addTo(routes);
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 2);
    threads.setName("forewarm-http");
    threads.setDaemon(true);
    return threads;
  }

  private void guard(Context context) {
    if (READS.contains(context.method())) {
      return;
    }
    guard
        .judge(
            new ChangeGuard.Asked(
                context.header("Authorization"),
                context.header("Sec-Fetch-Site"),
                context.header("Origin"),
                context.header("Host"),
                context.header("X-Forwarded-Host")))
        .ifPresent(refusal -> refuse(context, refusal));
  }

  private static void refuse(Context context, ChangeGuard.Refusal refusal) {
    if (refusal.status() == 401) {
      context.header("WWW-Authenticate", "Bearer realm=\"forewarm\"");
    }
    Json.refuse(context, refusal.status(), refusal.error());
    context.skipRemainingHandlers();
  }

  private void metrics(Context context) {
    context.contentType("text/plain; version=0.0.4; charset=utf-8").result(views.metrics().get());
  }

  private void regions(Context context) {
    boolean past = !"false".equals(context.queryParam("past"));
    RegionBoard regions = views.boards().regions();
    found(context, past ? regions.rows() : regions.present(), RegionBoard.Row::region);
  }

  /** Answers with those whose name contains what is asked for; says how many there are. */
  private static <T> void found(Context context, List<T> rows, Function<T, String> name) {
    String text = Objects.requireNonNullElse(context.queryParam("contains"), "");
    List<T> found = rows.stream().filter(row -> name.apply(row).contains(text)).toList();
    int most = Json.number(context, "limit", Integer.MAX_VALUE, Integer.MAX_VALUE);
    context.header(TOTAL, Integer.toString(found.size()));
    Json.answer(context, found.subList(0, Math.min(most, found.size())));
  }

  private void inspect(Context context) {
    InspectionDesk.Answer answer =
        views.inspections().ask(context.queryParam("key"), context.queryParam("since"));
    context.status(answer.status());
    Json.answer(context, answer.body());
  }

  private void statistics(Context context) {
    StatisticsDesk.Answer answer =
        new StatisticsDesk(views.boards().trends())
            .ask(
                context.queryParam("region"),
                context.queryParam("template"),
                context.queryParam("span"));
    context.status(answer.status());
    Json.answer(context, answer.body());
  }

  private static void health(Context context, List<HealthCheck> checks) {
    Map<String, HealthCheck.Finding> findings = HealthCheck.findings(checks);
    boolean ok = HealthCheck.hold(findings);
    context.status(ok ? 200 : 503);
    Json.answer(context, Map.of("status", ok ? "up" : "down", "checks", findings));
  }
}
