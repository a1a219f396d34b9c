package io.forewarm.streams.maintenance;

import io.forewarm.client.redis.MasterMemory;
import java.util.List;

/** The memory of the masters at the last look. Safe for concurrent use. */
public final class MemoryBoard {
  private volatile Picture last = new Picture(0, EvictorConfig.DEFAULT, List.of());

  /**
   * One look.
   *
   * @param at time of the app, milliseconds since 1970; 0 before the first look
   * @param config when values are evicted
   */
  public record Picture(long at, EvictorConfig config, List<Master> masters) {
    /** Share of its capacity that the fullest master uses; 0 if none has a bound. */
    public double fullest() {
      return masters.stream().mapToDouble(Master::share).max().orElse(0);
    }
  }

  /**
   * A master of Redis.
   *
   * @param used bytes
   * @param capacity bytes that it may use; 0 without a bound
   * @param share of its capacity that it uses; 0 without a bound
   * @param policy what Redis does at {@code maxmemory}
   */
  public record Master(String node, long used, long capacity, double share, String policy) {}

  /** Returns the last look. */
  public Picture last() {
    return last;
  }

  void show(EvictorConfig config, List<MasterMemory> now, long at) {
    last = new Picture(at, config, now.stream().map(master -> master(config, master)).toList());
  }

  private static Master master(EvictorConfig config, MasterMemory memory) {
    long capacity = config.capacity(memory.limit());
    double share = capacity == 0 ? 0 : memory.used() / (double) capacity;
    return new Master(memory.node(), memory.used(), capacity, share, memory.policy());
  }
}
