package io.forewarm.streams;

import io.forewarm.client.codec.CompressionConfig;
import io.forewarm.client.redis.RedissonStore;
import io.forewarm.schemas.Durations;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.RuleBook;
import io.forewarm.schemas.TopicCreation;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.balance.BalanceMeters;
import io.forewarm.streams.balance.BalanceWatch;
import io.forewarm.streams.balance.SlotReads;
import io.forewarm.streams.cdc.CdcWorker;
import io.forewarm.streams.console.BoardFollower;
import io.forewarm.streams.console.Boards;
import io.forewarm.streams.console.ConsoleServer;
import io.forewarm.streams.console.HealthCheck;
import io.forewarm.streams.console.HealthCheck.Finding;
import io.forewarm.streams.console.InspectionDesk;
import io.forewarm.streams.console.StandingAlerts;
import io.forewarm.streams.flow.FlowMeters;
import io.forewarm.streams.flow.FlowWatch;
import io.forewarm.streams.inspect.KeyInspector;
import io.forewarm.streams.invalidation.InvalidationWorker;
import io.forewarm.streams.invalidation.KeyTraffic;
import io.forewarm.streams.maintenance.EvictionWorker;
import io.forewarm.streams.rules.LiveRules;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pipeline as a process, or inside one: topics, streams, invalidation worker, console. It
 * answers over HTTP at once, waits for Kafka and Redis for as long as they take, and says over
 * {@code /health/ready} what is missing.
 */
public final class App implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(App.class);
  private static final Duration STREAMS_STOP = Duration.ofSeconds(5);
  private static final long LOOK_AGAIN_MILLIS = 100;
  private static final long TRY_AGAIN_MILLIS = 1000;
  private static final long REDIS_ANSWER_MILLIS = 1500;

  private final AppConfig config;
  private final Topics topics;
  private final AppMetrics metrics = new AppMetrics();
  private final Boards boards;
  private final ConsoleServer console;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CompletableFuture<Void> started = new CompletableFuture<>();
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Thread starter = new Thread(this::startParts, "forewarm-start");
  private final SlotReads slotReads = new SlotReads(this::slot);
  private volatile @Nullable RedissonStore store;
  private volatile @Nullable KeyInspector inspector;
  private volatile @Nullable InvalidationWorker worker;
  private volatile @Nullable CdcWorker changes;
  private volatile @Nullable EvictionWorker eviction;
  private volatile @Nullable KafkaStreams streams;

  private App(AppConfig config) {
    this.config = config;
    this.topics = config.topics().toTopics();
    this.boards = Boards.empty(config.kafkaProperties(), topics);
    ConsoleServer.Views views =
        new ConsoleServer.Views(
            metrics::scrape,
            metrics.registry(),
            List.of(new HealthCheck("app", this::alive)),
            List.of(
                new HealthCheck("streams", this::streaming),
                new HealthCheck("redis", this::redis),
                new HealthCheck("invalidation", this::invalidating),
                new HealthCheck("cdc", this::capturing),
                new HealthCheck("eviction", this::evicting)),
            boards,
            new InspectionDesk(() -> inspector, Durations::parse),
            config.kafkaProperties(),
            topics,
            config.cdc()::follows);
    StandingAlerts.register(metrics.registry(), boards.alerts());
    this.console =
        ConsoleServer.start(config.http().host(), config.http().port(), config.console(), views);
  }

  /**
   * Starts the app and returns at once; {@link #awaitReady} waits until it does its work.
   *
   * @throws RuntimeException if its port is taken
   */
  public static App start(AppConfig config) {
    App app = new App(config);
    app.starter.setDaemon(true);
    app.starter.start();
    return app;
  }

  /** Runs the app until it is told to end; see {@code --help}. */
  public static void main(String[] arguments) {
    System.exit(AppCommand.run(arguments, System.getenv(), System.out, System.err));
  }

  /** The address of its page, such as {@code http://127.0.0.1:8390}. */
  public String url() {
    return "http://" + config.http().host() + ":" + console.port();
  }

  /**
   * Waits until everything runs.
   *
   * @return whether it does, within the time
   * @throws IllegalStateException if it never will, as when a topic has other partitions
   */
  public boolean awaitReady(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (closing.getCount() > 0 && System.nanoTime() - deadline < 0) {
      if (started.isCompletedExceptionally()) {
        throw new IllegalStateException(failure());
      }
      if (isReady()) {
        return true;
      }
      boolean unused = closing.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }
    return false;
  }

  /** Whether it has been told to end. */
  boolean isClosing() {
    return closing.getCount() == 0;
  }

  /** Waits until it is told to end. */
  void awaitClose() throws InterruptedException {
    closing.await();
  }

  private boolean isReady() {
    return streaming().ok()
        && redis().ok()
        && invalidating().ok()
        && capturing().ok()
        && evicting().ok();
  }

  /** Ends everything in order, within a few seconds. */
  @Override
  public synchronized void close() {
    if (isClosing()) {
      return;
    }
    closing.countDown();
    try {
      starter.interrupt();
      starter.join(STREAMS_STOP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (parts) {
      parts.forEach(App::closeQuietly);
      parts.clear();
    }
    closeQuietly(console);
    metrics.close();
  }

  private static void closeQuietly(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      LOG.warn("a part did not close in order", e);
    }
  }

  private void opened(AutoCloseable part) {
    synchronized (parts) {
      parts.push(part);
    }
  }

  private void startParts() {
    try {
      createTopics();
      startStore();
      startConsole();
      startFlow();
      startWorker();
      startBalance();
      startCapture();
      startEviction();
      startStreams();
      started.complete(null);
    } catch (InterruptedException e) {
      LOG.info("stopped before everything had started");
    } catch (RuntimeException e) {
      LOG.error("the app cannot start", e);
      started.completeExceptionally(e);
    }
  }

  private void createTopics() throws InterruptedException {
    Map<String, Object> kafka = config.kafkaProperties();
    kafka.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
    kafka.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
    try (Admin admin = Admin.create(kafka)) {
      short replication = (short) config.topics().replication();
      while (true) {
        try {
          LOG.info("topics created {}", TopicCreation.create(admin, topics, replication));
          return;
        } catch (KafkaException e) {
          LOG.warn("kafka does not answer yet, or refuses: {}", e.toString());
        }
        if (closing.await(TRY_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
          throw new InterruptedException("closed");
        }
      }
    }
  }

  private void startStore() {
    AppConfig.Redis redis = config.redis();
    RedissonStore connected =
        RedissonStore.connect(
            redis.toConfig(), redis.prefix(), CompressionConfig.DEFAULT, redis.timeout());
    opened(connected);
    store = connected;
    inspector = new KeyInspector(config.kafkaProperties(), topics, connected);
  }

  private void startConsole() {
    opened(BoardFollower.start(config.kafkaProperties(), topics, boards));
  }

  private void startFlow() {
    FlowMeters meters = new FlowMeters(metrics.registry());
    opened(FlowWatch.start(config.kafkaProperties(), topics, meters, boards.flow()));
  }

  private void startWorker() {
    RedissonStore redis = store;
    if (redis != null) {
      InvalidationWorker started =
          InvalidationWorker.start(
              config.invalidation(),
              new InvalidationWorker.Surroundings(
                  config.kafkaProperties(), topics, redis, metrics.registry(), config.instance()),
              this::traffic,
              acting());
      opened(started);
      worker = started;
    }
  }

  /** One instance has the first partition of writes: it speaks for all. */
  private void startBalance() {
    RedissonStore redis = store;
    InvalidationWorker owner = worker;
    if (redis != null && owner != null) {
      opened(
          BalanceWatch.start(
              config.balance(),
              new BalanceWatch.Surroundings(
                  config.kafkaProperties(),
                  topics,
                  redis,
                  boards.hotKeys()::keys,
                  slotReads,
                  () -> owner.partitions().contains(0),
                  new BalanceMeters(metrics.registry()),
                  boards.slots())));
    }
  }

  private int slot(String cacheKey) {
    return Objects.requireNonNull(store, "the store starts before the streams").slot(cacheKey, 0);
  }

  private @Nullable KeyTraffic traffic(String cacheKey) {
    HotKey hot = boards.hotKeys().find(cacheKey);
    return hot == null ? null : new KeyTraffic(hot.getRatePerSecond(), hot.getWritesPerSecond());
  }

  /** Of the worker's thread. Before the rules are known, everything acts: no write is forgotten. */
  private Predicate<String> acting() {
    LiveRules live = liveRules();
    return cacheKey -> {
      RuleBook book = live.get();
      return book == null || book.rollout(cacheKey).acts(cacheKey);
    };
  }

  private LiveRules liveRules() {
    return new LiveRules(() -> streams, topics, new RecordSerdes(config.kafkaProperties()));
  }

  private void startCapture() {
    if (config.cdc().followsAny()) {
      CdcWorker started =
          CdcWorker.start(
              config.cdc(),
              new CdcWorker.Surroundings(
                  config.kafkaProperties(), topics, metrics.registry(), config.instance()));
      opened(started);
      changes = started;
    }
  }

  private void startEviction() {
    RedissonStore redis = store;
    if (redis != null) {
      EvictionWorker started =
          EvictionWorker.start(
              config.eviction(),
              new EvictionWorker.Surroundings(
                  config.kafkaProperties(),
                  topics,
                  redis,
                  liveRules(),
                  metrics.registry(),
                  boards.memory(),
                  config.instance()));
      opened(started);
      eviction = started;
    }
  }

  private void startStreams() {
    StreamsSettings settings = config.toStreamsSettings();
    KafkaStreams pipeline =
        new KafkaStreams(
            ForewarmTopology.build(
                topics,
                new RecordSerdes(config.kafkaProperties()),
                config.pipeline(),
                metrics.registry(),
                slotReads,
                this::slot),
            settings.toProperties());
    pipeline.setUncaughtExceptionHandler(settings.uncaught());
    KafkaStreamsMetrics meters = new KafkaStreamsMetrics(pipeline);
    meters.bindTo(metrics.registry());
    opened(meters);
    opened(() -> pipeline.close(StreamsSettings.leaving(STREAMS_STOP)));
    streams = pipeline;
    pipeline.start();
  }

  private String failure() {
    Throwable cause = started.handle((nothing, failure) -> failure).join();
    return cause == null ? "" : String.valueOf(cause.getMessage());
  }

  private Finding alive() {
    KafkaStreams pipeline = streams;
    if (started.isCompletedExceptionally()) {
      return new Finding(false, failure());
    }
    boolean broken = pipeline != null && pipeline.state() == KafkaStreams.State.ERROR;
    return new Finding(!broken, broken ? "the streams have failed" : "alive");
  }

  private Finding streaming() {
    KafkaStreams pipeline = streams;
    return pipeline == null
        ? new Finding(false, "waits for kafka")
        : new Finding(pipeline.state() == KafkaStreams.State.RUNNING, pipeline.state().name());
  }

  private Finding redis() {
    RedissonStore redis = store;
    if (redis == null) {
      return new Finding(false, "not yet asked");
    }
    try {
      String unused = redis.masterId().get(REDIS_ANSWER_MILLIS, TimeUnit.MILLISECONDS);
      return new Finding(true, "reachable");
    } catch (ExecutionException e) {
      return new Finding(false, String.valueOf(e.getCause()));
    } catch (TimeoutException e) {
      return new Finding(false, "no answer within " + REDIS_ANSWER_MILLIS + " ms");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Finding(false, "interrupted");
    }
  }

  private Finding invalidating() {
    InvalidationWorker follower = worker;
    return follower == null
        ? new Finding(false, "waits for kafka and redis")
        : new Finding(
            follower.state() == InvalidationWorker.State.MEMBER,
            follower.state() + ", partitions " + follower.partitions());
  }

  private Finding evicting() {
    EvictionWorker keeper = eviction;
    boolean member = keeper != null && keeper.isMember();
    return new Finding(member, member ? "member of its group" : "waits for kafka and redis");
  }

  private Finding capturing() {
    if (!config.cdc().followsAny()) {
      return new Finding(true, "no table is followed");
    }
    CdcWorker follower = changes;
    boolean member = follower != null && follower.isMember();
    return new Finding(member, member ? "member of its group" : "waits for kafka");
  }
}
