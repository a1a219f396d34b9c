package io.forewarm.benchmarks.eviction;

import io.forewarm.local.load.LoadClock;
import io.forewarm.local.stack.LocalStack;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** The same reads of two caches with as much memory, side by side. */
public final class EvictionTrial implements AutoCloseable {
  private static final int THREADS = 32;

  /** Nothing is counted before the memory is full and both know what is read. */
  private static final double WARM_UP = 0.4;

  private static final int TOLD_EVERY = 20_000;

  private final Requests requests;
  private final PrintWriter progress;
  private final Cache aside;
  private final Cache forewarm;
  private final MemoryMeter asideMemory;
  private final MemoryMeter forewarmMemory;

  /**
   * Connects.
   *
   * @param redis address of the Redis that evicts by itself
   * @param stack Forewarm's, its Redis bounded alike
   */
  public EvictionTrial(String redis, LocalStack stack, Requests requests, PrintWriter progress) {
    this.requests = requests;
    this.progress = progress;
    aside = new CacheAsideCache(redis, requests);
    forewarm = new ForewarmCache(stack.addresses(), stack.config().topics(), requests);
    asideMemory = new MemoryMeter(redis);
    forewarmMemory = new MemoryMeter(stack.addresses().redis());
  }

  /**
   * What came of one cache.
   *
   * @param hitRatio reads that waited for no load, of all
   * @param loadTimeShare time of its loads, of that without a cache
   * @param memory highest share of its memory that Redis used
   * @param evictedByRedis keys that Redis evicted by itself
   */
  public record Side(
      double hitRatio, long loads, double loadTimeShare, double memory, long evictedByRedis) {}

  /**
   * What was found.
   *
   * @param counted reads after the warm-up
   */
  public record Outcome(int counted, Side aside, Side forewarm) {}

  /**
   * Reads.
   *
   * @param rate reads a second of each cache, 1 or more
   */
  public Outcome run(int rate) throws InterruptedException, ExecutionException {
    int all = requests.keys().length;
    int warmUp = (int) (all * WARM_UP);
    read(0, warmUp, rate);
    Cache.Tally asideBefore = aside.tally();
    Cache.Tally forewarmBefore = forewarm.tally();
    read(warmUp, all, rate);
    long without =
        IntStream.range(warmUp, all)
            .mapToLong(at -> requests.loadMicros(requests.keys()[at]))
            .sum();
    return new Outcome(
        all - warmUp,
        side(aside.tally().minus(asideBefore), without, asideMemory),
        side(forewarm.tally().minus(forewarmBefore), without, forewarmMemory));
  }

  private static Side side(Cache.Tally tally, long without, MemoryMeter memory) {
    return new Side(
        1 - tally.misses() / (double) tally.reads(),
        tally.loads(),
        tally.loadMicros() / (double) without,
        memory.highest(),
        memory.evictedByRedis());
  }

  private void read(int from, int to, int rate) throws InterruptedException, ExecutionException {
    ExecutorService readers = Executors.newFixedThreadPool(THREADS);
    try {
      AtomicInteger next = new AtomicInteger(from);
      long began = LoadClock.SYSTEM.now();
      double apart = TimeUnit.SECONDS.toNanos(1) / (double) rate;
      var tasks =
          IntStream.range(0, THREADS)
              .mapToObj(
                  reader ->
                      readers.submit(
                          () -> {
                            for (int at = next.getAndIncrement();
                                at < to;
                                at = next.getAndIncrement()) {
                              LoadClock.SYSTEM.sleepUntil(began + (long) ((at - from) * apart));
                              read(at);
                            }
                          }))
              .toList();
      for (Future<?> task : tasks) {
        task.get();
      }
    } finally {
      readers.shutdownNow();
    }
  }

  private void read(int at) {
    int key = requests.keys()[at];
    aside.read(key);
    forewarm.read(key);
    if ((at + 1) % TOLD_EVERY == 0) {
      progress.printf(
          Locale.ROOT,
          "%,d reads; memory at most %.1f %% and %.1f %%%n",
          at + 1,
          100 * asideMemory.highest(),
          100 * forewarmMemory.highest());
      progress.flush();
    }
  }

  @Override
  public void close() {
    asideMemory.close();
    forewarmMemory.close();
    aside.close();
    forewarm.close();
  }
}
