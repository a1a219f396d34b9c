package io.forewarm.streams.invalidation;

import io.forewarm.client.redis.ValueStore;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import io.forewarm.schemas.WriteEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@code writes} as a member of a group, makes stale in Redis what they made stale, and
 * only then tells the clients in {@code invalidations}. Keeps no state of its own; anything that
 * goes wrong with Redis or Kafka is tried again for as long as it takes.
 */
public final class InvalidationWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InvalidationWorker.class);
  private static final Duration LEAVE = Duration.ofSeconds(2);
  private static final Duration FLUSH = Duration.ofMillis(500);

  /** Whether the worker has its place in the group. */
  public enum State {
    /** It waits for Redis, for Kafka, or for the group to accept it. */
    JOINING,
    /** The group has said which partitions are its own, be it none. */
    MEMBER,
    /** It was closed. */
    STOPPED
  }

  /**
   * What the worker works with.
   *
   * @param kafka properties of Kafka clients
   * @param topics names of the topics
   * @param store Redis; stays open
   * @param meters where meters are registered
   * @param instance identity of this process, unique in the group
   */
  public record Surroundings(
      Map<String, ?> kafka,
      Topics topics,
      ValueStore store,
      MeterRegistry meters,
      String instance) {}

  private final InvalidationConfig config;
  private final Surroundings around;
  private final InvalidationClients clients;
  private final RecordSerdes serdes;
  private final MasterWatch masters;
  private final InvalidationMetrics metrics;
  private final Producer<byte[], byte[]> producer;
  private final Appender appender;
  private final TickWriter ticks;
  private final PartitionWork.Tools tools;
  private final Set<Integer> owned = ConcurrentHashMap.newKeySet();
  private final Thread thread = new Thread(this::run, "forewarm-invalidation");
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2, this::daemon);
  private volatile State state = State.JOINING;
  private volatile @Nullable Consumer<byte[], byte[]> consumer;

  private InvalidationWorker(
      InvalidationConfig config,
      Surroundings around,
      Function<String, @Nullable KeyTraffic> traffic,
      Predicate<String> acts) {
    Topics topics = around.topics();
    this.config = config;
    this.around = around;
    clients = new InvalidationClients(around.kafka(), topics, around.instance());
    serdes = new RecordSerdes(around.kafka());
    masters = new MasterWatch(around.store());
    metrics = new InvalidationMetrics(around.meters(), Clock.systemUTC());
    producer = clients.producer();
    appender = new Appender(producer);
    ticks = new TickWriter(topics.writes, serdes.serializer(), producer);
    RedisEffects redis =
        new RedisEffects(
            around.store(),
            config.keysInFlight(),
            metrics.retries,
            new CarryPolicy(config.carriedBytes()),
            traffic,
            acts);
    tools =
        new PartitionWork.Tools(
            new WriteResolver(topics.writes.name(), serdes.deserializer(WriteEvent.class)),
            new Effects(topics, serdes, appender, redis, masters),
            metrics,
            config.roundRecords());
  }

  /** Starts a worker, which joins its group as soon as Redis and Kafka are there. */
  public static InvalidationWorker start(InvalidationConfig config, Surroundings around) {
    return start(config, around, cacheKey -> null, cacheKey -> true);
  }

  /**
   * As {@link #start(InvalidationConfig, Surroundings)}, with what is known of the traffic of keys.
   *
   * @param traffic says how a key is used; null if that is not known
   * @param acts whether decisions about a key are executed: where it is only observed, what Redis
   *     has of it is made void, but nothing is written where it has nothing
   */
  public static InvalidationWorker start(
      InvalidationConfig config,
      Surroundings around,
      Function<String, @Nullable KeyTraffic> traffic,
      Predicate<String> acts) {
    InvalidationWorker worker = new InvalidationWorker(config, around, traffic, acts);
    worker.thread.setDaemon(true);
    worker.thread.start();
    worker.every(config.tickEvery(), worker.ticks::tick);
    worker.every(config.masterCheckEvery(), worker::checkMaster);
    return worker;
  }

  /** The group that all workers of an installation share. */
  public static String group(Topics topics) {
    return InvalidationClients.group(topics);
  }

  /** Whether it has its place in the group. */
  public State state() {
    return state;
  }

  /** The partitions of {@code writes} that it owns, in order. */
  public Set<Integer> partitions() {
    return new TreeSet<>(owned);
  }

  /** Finishes what is at hand, commits, and leaves the group, so that others take over at once. */
  @Override
  public void close() {
    state = State.STOPPED;
    clock.shutdownNow();
    Consumer<byte[], byte[]> current = consumer;
    if (current != null) {
      current.wakeup();
    } else {
      thread.interrupt();
    }
    try {
      thread.join(LEAVE.multipliedBy(2).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(FLUSH);
  }

  private Thread daemon(Runnable task) {
    Thread daemon = new Thread(task, "forewarm-invalidation-clock");
    daemon.setDaemon(true);
    return daemon;
  }

  private void every(Duration period, Runnable task) {
    long nanos = period.toNanos();
    var unused = clock.scheduleAtFixedRate(task, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private void checkMaster() {
    var unused =
        masters
            .check()
            .exceptionally(
                failure -> {
                  LOG.debug("redis does not say who is master", failure);
                  return null;
                });
  }

  private boolean stopped() {
    return state == State.STOPPED;
  }

  private void run() {
    Backoff backoff = new Backoff();
    while (!stopped()) {
      try {
        masters.awaitCheck();
        follow();
      } catch (InterruptedException | InterruptException | WakeupException e) {
        LOG.debug("the invalidation worker was woken");
      } catch (RuntimeException e) {
        LOG.error("the invalidation worker failed and joins again", e);
        rest(backoff);
      }
    }
  }

  private static void rest(Backoff backoff) {
    try {
      backoff.await();
    } catch (InterruptedException e) {
      LOG.debug("the invalidation worker was woken");
    }
  }

  private void follow() {
    Consumer<byte[], byte[]> member = clients.consumer(around.topics());
    KafkaClientMetrics memberMetrics = new KafkaClientMetrics(member);
    memberMetrics.bindTo(around.meters());
    WritesFollower follower = new WritesFollower(member, config, masters, this::work, new Owned());
    consumer = member;
    try {
      follower.follow(around.topics().writes.name(), this::stopped);
    } finally {
      if (!stopped()) {
        follower.abandon();
      }
      member.close(CloseOptions.timeout(LEAVE));
      memberMetrics.close();
      consumer = null;
    }
  }

  private PartitionWork work(TopicPartition partition, Watermark watermark, boolean gap) {
    return new PartitionWork(
        partition,
        tools,
        watermark,
        new InvalidationBatches(partition.partition(), around.instance()),
        new InvalidationLog(around.topics().invalidations, serdes.serializer(), appender),
        gap);
  }

  /** Keeps ticks, meters and state in step with what the group says. */
  private final class Owned implements WritesFollower.Ownership {
    @Override
    public void owns(int partition, Watermark watermark) {
      owned.add(partition);
      metrics.owns(partition, watermark);
      ticks.owns(partition);
    }

    @Override
    public void leaves(int partition) {
      owned.remove(partition);
      metrics.leaves(partition);
      ticks.leaves(partition);
    }

    @Override
    public void replays() {
      metrics.replays.increment();
    }

    @Override
    public void assigned() {
      move(State.MEMBER);
    }

    @Override
    public void lost() {
      move(State.JOINING);
    }

    private void move(State next) {
      if (!stopped()) {
        state = next;
      }
    }
  }
}
