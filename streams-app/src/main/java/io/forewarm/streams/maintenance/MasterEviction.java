package io.forewarm.streams.maintenance;

import io.forewarm.client.redis.Eviction;
import io.forewarm.client.redis.MasterMemory;
import io.forewarm.client.redis.SampledValue;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.RuleBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The evictions from one master. A step draws some keys at random and removes the few of all drawn
 * lately that are worth least, never more bytes than lie above the low watermark. Of one thread.
 */
final class MasterEviction {
  /** Keys that a step draws, in peace and above the high watermark: some milliseconds of Redis. */
  private static final int DRAWN = 256;

  private static final int MOST_DRAWN = 1_024;

  /** For each value that goes so many are drawn, in peace and where memory fills fast. */
  private static final double CHOICE = 32;

  private static final double LEAST_CHOICE = 4;

  /**
   * Candidates are made ready from this part of the high watermark on, so often: the first steps of
   * a new process take long, and memory may fill meanwhile.
   */
  private static final double NEAR = 0.3;

  private static final long PREPARED = TimeUnit.SECONDS.toNanos(1);

  private final String node;
  private final EvictorConfig config;
  private final Evictor.Surroundings around;
  private final PressurePolicy pressure;
  private final Candidates candidates = new Candidates();
  private final Candidates spared = new Candidates();
  private final ObservedValues observed = new ObservedValues();
  private long preparedAt = System.nanoTime() - PREPARED;
  private boolean near;
  private long excess;
  private double urgency;
  private boolean countsReads;

  MasterEviction(String node, EvictorConfig config, Evictor.Surroundings around) {
    this.node = node;
    this.config = config;
    this.around = around;
    pressure = new PressurePolicy(config);
  }

  /** Takes what the master says. Returns in how many nanoseconds to look again, at the latest. */
  long look(MasterMemory now) {
    long capacity = config.capacity(now.limit());
    if (capacity == 0) {
      excess = 0;
      return Long.MAX_VALUE;
    }
    PressurePolicy.Memory memory =
        new PressurePolicy.Memory(now.used(), capacity, System.nanoTime());
    excess = pressure.excess(memory);
    urgency = pressure.urgency(memory);
    near = now.used() > NEAR * config.highWatermark() * capacity;
    countsReads = now.policy().endsWith("lfu");
    if (excess == 0) {
      observed.clear();
    }
    return pressure.nextLook(memory);
  }

  /** Whether a step is due. */
  boolean due() {
    return excess > 0;
  }

  /** Whether candidates should be drawn, even if none need go yet. */
  boolean prepares() {
    return near && System.nanoTime() - preparedAt >= PREPARED;
  }

  /** Draws values. */
  CompletableFuture<List<SampledValue>> draw() {
    preparedAt = System.nanoTime();
    return around.memory().draw(node, urgency < 1 ? DRAWN : MOST_DRAWN, countsReads);
  }

  /**
   * Evicts the worst.
   *
   * @param drawn values, of whichever partitions
   * @param partitions whose keys this instance judges: it frees as large a part as they are
   * @return how many bytes went
   */
  CompletableFuture<Long> evict(List<SampledValue> drawn, Set<Integer> partitions, RuleBook rules) {
    List<SampledValue> acting = new ArrayList<>();
    List<SampledValue> observing = new ArrayList<>();
    for (SampledValue value : drawn) {
      if (partitions.contains(CacheKey.partition(value.cacheKey(), around.allPartitions()))) {
        boolean acts = rules.rollout(value.cacheKey()).acts(value.cacheKey());
        (acts ? acting : observing).add(value);
      }
    }
    long share = excess * partitions.size() / around.allPartitions();
    count(observing, share);
    candidates.add(acting);
    List<SampledValue> worst = candidates.take(share, most(acting.size()), this::worths);
    if (!worst.isEmpty()) {
      around.meters().step();
    }
    CompletableFuture<Long> freed = CompletableFuture.completedFuture(0L);
    for (SampledValue value : worst) {
      freed =
          freed.thenCombine(around.memory().evict(value), (sum, end) -> sum + ended(value, end));
    }
    return freed;
  }

  /** Takes how many bytes went. */
  void freed(long bytes) {
    pressure.freed(bytes);
  }

  private int most(int drawn) {
    double choice = CHOICE + urgency * (LEAST_CHOICE - CHOICE);
    return (int) Math.ceil(drawn / choice);
  }

  private double[] worths(List<SampledValue> values) {
    return around.worth().of(values, around.redisTime().getAsLong());
  }

  private long ended(SampledValue value, Eviction end) {
    switch (end) {
      case EVICTED -> around.meters().evicted(value.bytes());
      case LEASED -> around.meters().leased();
      case CHANGED -> around.meters().changed();
    }
    return end == Eviction.EVICTED ? value.bytes() : 0;
  }

  /** What would go, if no rule said observe. */
  private void count(List<SampledValue> drawn, long share) {
    spared.add(drawn.stream().filter(value -> !observed.has(value)).toList());
    for (SampledValue value : spared.take(observed.left(share), most(drawn.size()), this::worths)) {
      observed.add(value);
      around.meters().observed(value.bytes());
    }
  }
}
