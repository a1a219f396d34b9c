package io.forewarm.streams.maintenance;

import io.forewarm.client.redis.MasterMemory;
import io.forewarm.client.redis.RedissonStore;
import io.forewarm.schemas.RuleBook;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.insight.InsightLog;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the memory of every master of Redis below the high watermark by evicting what is worth
 * least, and says in {@code insights} when memory is set up badly. Instances share the work by the
 * partitions of {@code access}: each judges the keys whose reads it is told of. Keeps no state of
 * its own; while Redis or Kafka are away it does nothing.
 */
public final class EvictionWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EvictionWorker.class);
  private static final Duration MOST_WAIT = Duration.ofSeconds(5);
  private static final Duration FLUSH = Duration.ofMillis(500);
  private static final Duration LEAVE = Duration.ofSeconds(2);
  private static final long AFTER_FAILURE = TimeUnit.SECONDS.toNanos(1);
  private static final int SPEAKER = 0;

  /**
   * What the worker works with.
   *
   * @param kafka properties of Kafka clients
   * @param topics names of the topics
   * @param store Redis; stays open
   * @param rules that hold now; null as long as they are not known, and nothing is evicted
   * @param meters where meters are registered
   * @param board where the memory of the masters is shown
   * @param instance identity of this process, unique in the group
   */
  public record Surroundings(
      Map<String, Object> kafka,
      Topics topics,
      RedissonStore store,
      Supplier<@Nullable RuleBook> rules,
      MeterRegistry meters,
      MemoryBoard board,
      String instance) {}

  private final EvictorConfig config;
  private final RedissonStore store;
  private final AccessFollower reads;
  private final Evictor evictor;
  private final EvictionMeters meters;
  private final MemoryBoard board;
  private final InsightLog insights;
  private final MemoryWatch watch;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "forewarm-eviction");

  private EvictionWorker(EvictorConfig config, Surroundings around) {
    this.config = config;
    store = around.store();
    meters = new EvictionMeters(around.meters());
    board = around.board();
    insights = new InsightLog(around.kafka(), around.topics(), "eviction", MOST_WAIT);
    watch = new MemoryWatch(config, insights::say);
    KeyWorth worth = new KeyWorth(config.history());
    reads = new AccessFollower(around.kafka(), around.topics(), around.instance(), worth::read);
    evictor =
        new Evictor(
            config,
            new Evictor.Surroundings(
                store.memory(),
                store::now,
                worth,
                reads::partitions,
                around.topics().partitions(),
                around.rules(),
                meters));
  }

  /** Starts a worker, which joins its group as soon as Kafka is there. */
  public static EvictionWorker start(EvictorConfig config, Surroundings around) {
    EvictionWorker worker = new EvictionWorker(config, around);
    worker.reads.start();
    worker.thread.setDaemon(true);
    worker.thread.start();
    return worker;
  }

  /** Whether it has its place in the group, be it without partitions. */
  public boolean isMember() {
    return reads.isMember();
  }

  /** Finishes the step at hand and leaves the group, so that others take over at once. */
  @Override
  public void close() {
    closing.countDown();
    reads.close();
    try {
      thread.join(LEAVE.toMillis());
      thread.interrupt();
      thread.join(LEAVE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    insights.close(FLUSH);
  }

  private void run() {
    long wait = 0;
    try {
      while (!closing.await(wait, TimeUnit.NANOSECONDS)) {
        wait = round();
      }
    } catch (InterruptedException e) {
      LOG.debug("stopped in a step; what it had not evicted stays");
    }
  }

  private long round() throws InterruptedException {
    try {
      List<MasterMemory> now = store.memory().masters().get();
      show(now);
      return config.enabled() ? evictor.round(now) : AFTER_FAILURE;
    } catch (ExecutionException e) {
      LOG.debug("redis does not answer, and keeps what it has", e);
    } catch (RuntimeException e) {
      LOG.error("a step of eviction failed and is tried again", e);
    }
    return AFTER_FAILURE;
  }

  private void show(List<MasterMemory> now) {
    Map<String, Double> shares = new TreeMap<>();
    for (MasterMemory master : now) {
      long capacity = config.capacity(master.limit());
      if (capacity > 0) {
        shares.put(master.node(), master.used() / (double) capacity);
      }
    }
    meters.show(shares);
    board.show(config, now, System.currentTimeMillis());
    if (reads.partitions().contains(SPEAKER)) {
      watch.look(now, System.currentTimeMillis());
    }
  }
}
