package io.forewarm.client.events;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.CommandOutcome;
import io.forewarm.schemas.Topic;
import io.forewarm.schemas.Topics;
import io.forewarm.schemas.VisitReport;
import io.forewarm.schemas.WriteEvent;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the pipeline through Kafka what this process reads and writes. A thread of its own collects
 * the counters every 100 ms, reports suspects then, and everything every flush interval.
 */
public final class KafkaEventSink implements EventSink {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaEventSink.class);
  private static final long TICK_MILLIS = 100;
  private static final int MAX_VISITS = 1 << 16;

  private final Topics topics;
  private final Duration flushInterval;
  private final LongSupplier nanos;
  private final EventMeters meters;
  private final CounterTable counters;
  private final AccessLedger ledger;
  private final VisitBuffer visits;
  private final ReportProducer reports;
  private final WritePublisher writes;
  private final ScheduledExecutorService flusher;
  private long flushedAt;
  private boolean closed;

  /**
   * Connects in the background; a broker that is away is no error.
   *
   * @param clock learns the brokers' time from acknowledgements
   * @param redisNow the clock of Redis, milliseconds since 1970
   * @throws IllegalArgumentException if the properties cannot work, such as a host name that does
   *     not resolve
   */
  public KafkaEventSink(
      EventConfig config, BrokerClock clock, LongSupplier redisNow, MeterRegistry registry) {
    this(config, clock, redisNow, registry, System::nanoTime, Producers.create(config));
    flusher.execute(this::prepare);
    flusher.scheduleWithFixedDelay(
        this::tickSafely, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Ticks only when told to. */
  KafkaEventSink(
      EventConfig config,
      BrokerClock clock,
      LongSupplier redisNow,
      MeterRegistry registry,
      LongSupplier nanos,
      Producers producers) {
    this.topics = config.topics();
    this.flushInterval = config.flushInterval();
    this.nanos = nanos;
    this.meters = EventMeters.in(registry);
    this.flushedAt = nanos.getAsLong();
    this.counters = new CounterTable(topics.partitions(), config.maxKeys());
    this.ledger =
        new AccessLedger(
            config,
            counters,
            redisNow,
            reads -> meters.readsDropped().increment((double) reads),
            flushedAt);
    this.visits = new VisitBuffer(config, MAX_VISITS, flushedAt);
    this.reports = new ReportProducer(producers.reports(), clock, meters, nanos);
    this.writes =
        new WritePublisher(
            producers.writes(),
            topics.writes,
            Duration.ofMillis(ProducerSettings.writeTimeoutMs(config.kafka())),
            clock,
            meters,
            nanos);
    this.flusher =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "forewarm-reports");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public KeyCounter counter(String cacheKey) {
    return counters.counter(cacheKey);
  }

  @Override
  public long nearHits(String region) {
    return counters.total(region).nearHits.sum();
  }

  @Override
  public void declaredHot(String cacheKey, boolean hot) {
    ledger.declaredHot(cacheKey, hot);
  }

  @Override
  public void visit(String user, String cacheKey) {
    if (!visits.add(user, cacheKey, nanos.getAsLong())) {
      meters.visitsDropped().increment();
    }
  }

  @Override
  public CompletableFuture<Long> publish(WriteEvent event) {
    return writes.publish(event);
  }

  /** Tells what became of a command. Hardly waits; dropped and counted if the broker is away. */
  public void outcome(CommandOutcome outcome) {
    String key = outcome.getKey();
    int partition = CacheKey.partition(key, topics.partitions());
    reports.send(topics.outcomes, partition, key, outcome, () -> {});
  }

  /** Asks for what the reports will need, so that the first of them need not wait for it. */
  void prepare() {
    List.of(topics.access, topics.visits, topics.outcomes).forEach(reports::prepare);
  }

  private void tickSafely() {
    try {
      tick();
    } catch (RuntimeException e) {
      LOG.error("A flush failed; what it had taken is not reported", e);
    }
  }

  /** Collects, and reports what is due. */
  void tick() {
    long now = nanos.getAsLong();
    ledger.collect(now);
    if (now - flushedAt >= flushInterval.toNanos()) {
      flush(now);
      return;
    }
    send(topics.access, ledger.suspects(now), report -> 0);
    sendVisits(visits.takeEarly(now));
  }

  private void flush(long now) {
    flushedAt = now;
    List<ShardReport<AccessReport>> all = ledger.all(now);
    send(topics.access, all, report -> 0);
    sendVisits(visits.take(now));
  }

  private void sendVisits(List<ShardReport<VisitReport>> taken) {
    send(topics.visits, taken, report -> report.getVisits().size());
  }

  /** Sends in order; once a record is refused at once, the others are dropped without a try. */
  private <V extends SpecificRecord> void send(
      Topic<V> topic, List<ShardReport<V>> shards, ToIntFunction<V> visitsIn) {
    boolean accepted = true;
    for (ShardReport<V> shard : shards) {
      int lost = visitsIn.applyAsInt(shard.report());
      if (accepted) {
        accepted =
            reports.send(
                topic,
                shard.partition(),
                shard.key(),
                shard.report(),
                () -> meters.visitsDropped().increment(lost));
      } else {
        meters.reportsDropped().increment();
        meters.visitsDropped().increment(lost);
      }
    }
  }

  /** Sends what is counted, waits a second for reports and five for writes, and closes. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    flusher.shutdown();
    boolean interrupted = false;
    try {
      if (flusher.awaitTermination(1, TimeUnit.SECONDS)) {
        long now = nanos.getAsLong();
        ledger.collect(now);
        flush(now);
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    reports.close();
    writes.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
