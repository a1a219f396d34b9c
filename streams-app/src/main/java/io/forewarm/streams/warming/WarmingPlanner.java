package io.forewarm.streams.warming;

import io.forewarm.streams.behaviour.Behaviour;
import io.forewarm.streams.behaviour.BehaviourConfig;
import io.forewarm.streams.behaviour.Forecast;
import io.forewarm.streams.behaviour.Guess;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides which keys of a region are loaded before they are asked for: those whose chance to be
 * read within the life of an entry is worth a load. Time is an argument. Not safe for concurrent
 * use.
 */
public final class WarmingPlanner {
  private final Behaviour behaviour;
  private final Thrift thrift;

  /**
   * Begins knowing nothing.
   *
   * @param behaviour its horizon is the life of the region's entries
   */
  public WarmingPlanner(WarmingConfig config, BehaviourConfig behaviour) {
    this.behaviour = new Behaviour(behaviour);
    this.thrift = new Thrift(config);
  }

  /**
   * A load ahead of the read.
   *
   * @param key cache key
   * @param probability that it is read in time, 0 to 1
   */
  public record Order(String key, double probability) {}

  /**
   * Returns what was expected in the place of a visit, best first; to be asked before {@link
   * #learn}. The planner itself does not need it.
   *
   * @param at when, milliseconds
   */
  public List<Guess> expected(String user, String cacheKey, long at) {
    return behaviour.expected(user, cacheKey, at);
  }

  /**
   * Learns from a read.
   *
   * @param user who read; null if nobody says
   * @param at when, milliseconds
   */
  public void learn(@Nullable String user, String cacheKey, long at) {
    if (user == null) {
      behaviour.read(cacheKey, at);
    } else {
      behaviour.visit(user, cacheKey, at);
    }
  }

  /**
   * Returns what to load because a user has read something.
   *
   * @param now when it is decided, milliseconds
   * @param held keys that are present or on their way
   */
  public List<Order> warm(String user, String cacheKey, long now, Behaviour.Held held) {
    List<Order> orders = new ArrayList<>();
    double price = thrift.price();
    for (Forecast forecast : behaviour.following(user, cacheKey, now, held)) {
      if (forecast.probability() >= price) {
        orders.add(new Order(forecast.key(), forecast.probability()));
      }
    }
    return orders;
  }

  /**
   * Returns the chance that a value is read in the life after its own, 0 to 1: worth a refresh from
   * {@link Thrift#price} on.
   *
   * @param end of its life, milliseconds
   */
  public double refresh(String cacheKey, long end) {
    return behaviour.ending(cacheKey, end).probability();
  }

  /** What decides how much is loaded ahead. */
  public Thrift thrift() {
    return thrift;
  }
}
