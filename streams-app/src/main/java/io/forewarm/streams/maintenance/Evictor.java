package io.forewarm.streams.maintenance;

import io.forewarm.client.redis.MasterMemory;
import io.forewarm.client.redis.SampledValue;
import io.forewarm.client.redis.StoreMemory;
import io.forewarm.schemas.RuleBook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Frees memory in rounds: each takes a small step on every master that is above its watermark, on
 * all at once. Of one thread.
 */
final class Evictor {
  /** After a step that found nothing to evict. */
  private static final long REST = TimeUnit.MILLISECONDS.toNanos(200);

  private final EvictorConfig config;
  private final Surroundings around;
  private final Map<String, MasterEviction> masters = new HashMap<>();
  private final MeanSize size = new MeanSize();

  /**
   * What the evictor works with.
   *
   * @param memory of Redis
   * @param redisTime milliseconds since 1970
   * @param worth of values
   * @param partitions whose keys this instance judges
   * @param allPartitions how many partitions keys have
   * @param rules that hold now; null as long as they are not known, and nothing is evicted
   * @param meters where it is shown
   */
  record Surroundings(
      StoreMemory memory,
      LongSupplier redisTime,
      KeyWorth worth,
      Supplier<Set<Integer>> partitions,
      int allPartitions,
      Supplier<@Nullable RuleBook> rules,
      EvictionMeters meters) {}

  Evictor(EvictorConfig config, Surroundings around) {
    this.config = config;
    this.around = around;
  }

  /**
   * Takes a step wherever one is due.
   *
   * @param now what the masters say
   * @return in how many nanoseconds to look again
   * @throws ExecutionException if Redis does not answer
   */
  long round(List<MasterMemory> now) throws InterruptedException, ExecutionException {
    masters.keySet().retainAll(now.stream().map(MasterMemory::node).toList());
    long next = TimeUnit.SECONDS.toNanos(1);
    List<MasterEviction> due = new ArrayList<>();
    for (MasterMemory memory : now) {
      MasterEviction master =
          masters.computeIfAbsent(memory.node(), node -> new MasterEviction(node, config, around));
      next = Math.min(next, master.look(memory));
      if (master.due() || master.prepares()) {
        due.add(master);
      }
    }
    RuleBook rules = around.rules().get();
    Set<Integer> partitions = around.partitions().get();
    if (due.isEmpty() || rules == null || partitions.isEmpty()) {
      return next;
    }
    around.worth().holds(size.values(capacity(now) * partitions.size() / around.allPartitions()));
    long freed = step(due, partitions, rules);
    return due.stream().noneMatch(MasterEviction::due) ? next : freed > 0 ? 0 : REST;
  }

  private long capacity(List<MasterMemory> now) {
    return now.stream().mapToLong(memory -> config.capacity(memory.limit())).sum();
  }

  private long step(List<MasterEviction> due, Set<Integer> partitions, RuleBook rules)
      throws InterruptedException, ExecutionException {
    List<CompletableFuture<List<SampledValue>>> draws =
        due.stream().map(MasterEviction::draw).toList();
    List<CompletableFuture<Long>> evictions = new ArrayList<>();
    for (int i = 0; i < due.size(); i++) {
      List<SampledValue> drawn = draws.get(i).get();
      drawn.forEach(value -> size.add(value.bytes()));
      evictions.add(due.get(i).evict(drawn, partitions, rules));
    }
    long all = 0;
    for (int i = 0; i < due.size(); i++) {
      long freed = evictions.get(i).get();
      due.get(i).freed(freed);
      all += freed;
    }
    return all;
  }

  /** The mean size of values, of those drawn lately more than of those before. */
  private static final class MeanSize {
    private static final double WEIGHT = 0.001;
    private double bytes = 2_048;

    void add(long drawn) {
      bytes += WEIGHT * (drawn - bytes);
    }

    /** How many have room. */
    long values(long room) {
      return (long) (room / bytes);
    }
  }
}
