package io.forewarm.client;

import io.forewarm.client.budget.OriginBudgets;
import io.forewarm.client.control.CommandWorker;
import io.forewarm.client.control.ControlLog;
import io.forewarm.client.events.EventSink;
import io.forewarm.client.near.CoarseClock;
import io.forewarm.client.near.LocalHeat;
import io.forewarm.client.near.NearIndex;
import io.forewarm.client.redis.ValueStore;
import io.forewarm.client.stampede.Wakes;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One client: its connection to Redis, its near cache, its share in the pipeline. A process needs
 * one. Connecting does not wait for Redis or Kafka; while either is away, reads go on without it.
 */
public final class Forewarm implements AutoCloseable {
  /** How often near entries past their hard TTL are removed. */
  private static final int AGED_AFTER_MILLIS = 5_000;

  private final Engine engine;
  private final Set<String> names = ConcurrentHashMap.newKeySet();
  private final Map<String, CachedRegion<?, ?>> regions = new ConcurrentHashMap<>();
  private final ControlRouter router;
  private final ExecutorService loads;
  private final ExecutorService callbacks;
  private final ScheduledExecutorService timer;
  private final @Nullable CommandWorker commands;

  /** Connects a service. */
  public static Forewarm connect(ForewarmConfig config) {
    return Connection.open(config);
  }

  /**
   * Connects a service without Kafka to what may not be Redis, with what it hears of; for tests.
   */
  public static Forewarm connect(ForewarmConfig config, ValueStore store, ControlLog control) {
    return Connection.open(config, store, control);
  }

  Forewarm(
      String clientId,
      ForewarmConfig config,
      ValueStore store,
      EventSink events,
      ControlLog control,
      Connection.@Nullable CommandWorkerFactory worker) {
    MeterRegistry meters = config.meters();
    Notices notices = new Notices(config.listener(), config.maskKeys());
    loads = loadThreads();
    callbacks = callbackThreads();
    timer = Executors.newSingleThreadScheduledExecutor(threads("forewarm-timer"));
    engine =
        new Engine(
            clientId,
            config.service(),
            store,
            events,
            control,
            new CoarseClock(control::watermarkNanos),
            new NearIndex(),
            new NearAdmission(),
            new ActingKeys(clientId, events.durable()),
            new HotReplicas(clientId, System::nanoTime),
            new VoidedRanges(),
            new Wakes(),
            new LeaseKeeper(store, timer),
            loads,
            callbacks,
            timer,
            new OriginBudgets(store::take, System::nanoTime, meters),
            meters,
            notices);
    router = new ControlRouter(engine, regions);
    commands =
        worker == null ? null : worker.create(new RegionWorker(router, engine.acting(), clientId));
    store.onWake(clientId, engine.wakes()::wake);
    store.onBreaker(notices::redisBreaker);
    timer.scheduleAtFixedRate(
        engine.heat()::tick, LocalHeat.SPAN_MILLIS, LocalHeat.SPAN_MILLIS, TimeUnit.MILLISECONDS);
    timer.scheduleWithFixedDelay(
        () -> regions.values().forEach(CachedRegion::removeAged),
        AGED_AFTER_MILLIS,
        AGED_AFTER_MILLIS,
        TimeUnit.MILLISECONDS);
    if (commands != null) {
      timer.scheduleWithFixedDelay(
          engine.budgets()::tick,
          OriginBudgets.TICK_MILLIS,
          OriginBudgets.TICK_MILLIS,
          TimeUnit.MILLISECONDS);
    }
    Gauge.builder("forewarm.client.hot.keys", engine.heat(), NearAdmission::hotKeys)
        .description("Keys that the pipeline has declared hot")
        .register(meters);
    FunctionCounter.builder("forewarm.client.near.declined", engine.heat(), NearAdmission::declined)
        .description("Values of hot keys not kept near: written more often than read")
        .register(meters);
    for (String commands : List.of("reads", "writes")) {
      Gauge.builder("forewarm.client.breaker.open", notices, it -> it.redisOpen(commands) ? 1 : 0)
          .description("1 while a dependency that fails is left alone")
          .tags("dependency", "redis-" + commands, "region", "")
          .register(meters);
    }
    control.start(router);
  }

  /** Identity of this client in reports, unique for each start of a process. */
  public String clientId() {
    return engine.clientId();
  }

  /**
   * Opens a region. A region with a loader also runs it for the pipeline's commands.
   *
   * <p>Settings that defeat each other are said to the log and to the listener, with their mend.
   *
   * @throws IllegalArgumentException if the region is open already, its key type does not fit its
   *     template, or its settings cannot work
   */
  public <K, V> Region<K, V> open(RegionConfig<K, V> config) {
    List<Advice> advice = RegionAdvice.of(config, engine.store().spread());
    advice.stream().filter(Advice::refused).findFirst().ifPresent(Forewarm::refuse);
    if (!names.add(config.name())) {
      throw new IllegalArgumentException(
          "region " + config.name() + " is open already: open it once and share it");
    }
    advice.forEach(engine.notices()::advice);
    CachedRegion<K, V> region = new CachedRegion<>(config, engine);
    regions.put(config.name(), region);
    region.rules(router.rules());
    if (commands != null && region.hasLoader()) {
      engine.budgets().open(config.origin(), region.door());
      commands.start();
    }
    return region;
  }

  /**
   * Lets a region go, so that its name can be opened again, with other settings. What is cached
   * stays in Redis; the region must not be used any more.
   */
  public void close(Region<?, ?> region) {
    regions.remove(region.name());
    names.remove(region.name());
  }

  /** For what a service writes and others cache; cheap, safe for concurrent use. */
  public Writes writes() {
    return new Writes(new Invalidations(engine));
  }

  /**
   * For a service that still has another cache beside: tells what that one does, in the name of
   * this client, and through its connections.
   */
  public CacheObserver observer() {
    return CacheObserver.beside(engine.service(), engine.events());
  }

  private static void refuse(Advice advice) {
    throw new IllegalArgumentException(advice.text());
  }

  /** Waits until rules and hot keys are known. False: not within the time. */
  public boolean awaitCurrent(Duration limit) throws InterruptedException {
    return engine.control().awaitCurrent(limit);
  }

  /**
   * Waits until rules and hot keys are known, and until the hot keys of the regions that are open
   * are in this process: from Redis, or by one load a key in the fleet. A service that says it is
   * ready then does not begin cold. A key that cannot be read is left out.
   *
   * @return false: not within the time; what is under way goes on
   */
  public boolean awaitWarm(Duration limit) throws InterruptedException {
    long until = System.nanoTime() + limit.toNanos();
    if (!awaitCurrent(limit)) {
      return false;
    }
    List<CompletableFuture<?>> under = new ArrayList<>();
    for (String cacheKey : engine.heat().hot()) {
      CachedRegion<?, ?> region = router.regionOf(cacheKey);
      if (region != null) {
        under.add(region.bring(cacheKey).exceptionally(failure -> null));
      }
    }
    try {
      CompletableFuture.allOf(under.toArray(CompletableFuture<?>[]::new))
          .get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a failure of a read is no failure here", e);
    }
  }

  /**
   * Finishes what is under way, reports what was counted, and closes all connections; bounded in
   * time.
   */
  @Override
  public void close() {
    if (commands != null) {
      commands.close();
    }
    engine.control().close();
    engine.events().close();
    engine.clock().close();
    timer.shutdownNow();
    loads.shutdown();
    callbacks.shutdown();
    engine.store().close();
  }

  /**
   * As many threads as loads run, which each region bounds; the one that was busy last comes first.
   */
  private static ExecutorService loadThreads() {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        10,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        threads("forewarm-load"));
  }

  private static ExecutorService callbackThreads() {
    int size = Math.max(4, Runtime.getRuntime().availableProcessors());
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size,
            size,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            threads("forewarm-callback"));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static ThreadFactory threads(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
