package io.forewarm.client.redis;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** What is kept for each lane, for as long as it leads somewhere. */
final class PerLane<T> {
  private final RedisLink link;
  private final Function<Lane, T> begin;
  private final Map<Lane, T> all = new ConcurrentHashMap<>();

  /**
   * @param begin makes what a new lane needs
   */
  PerLane(RedisLink link, Function<Lane, T> begin) {
    this.link = link;
    this.begin = begin;
  }

  /** Returns what belongs to the lane to the master that owns a name now. */
  T of(String name) {
    Lane lane = link.lane(name);
    T known = all.get(lane);
    return known != null ? known : begin(lane);
  }

  private T begin(Lane lane) {
    all.keySet().retainAll(link.lanes());
    return all.computeIfAbsent(lane, begin);
  }
}
