package io.forewarm.streams.warming;

import io.forewarm.streams.behaviour.Behaviour;
import io.forewarm.streams.behaviour.BehaviourConfig;
import io.forewarm.streams.behaviour.Forecast;
import io.forewarm.streams.behaviour.Guess;
import io.forewarm.streams.behaviour.SeasonStore;
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
   * Begins knowing nothing else.
   *
   * @param behaviour its horizon is the life of the region's entries
   * @param seasons what comes back at which time of the day
   */
  public WarmingPlanner(WarmingConfig config, BehaviourConfig behaviour, SeasonStore seasons) {
    this.behaviour = new Behaviour(behaviour, seasons);
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
    return worthIt(behaviour.following(user, cacheKey, now, held));
  }

  /** When {@link #returning} is to be asked next, milliseconds. */
  public long nextReturn(long now) {
    return behaviour.nextReturn(now);
  }

  /**
   * Returns what to load because it comes back at a time of the day that is near.
   *
   * @param now when it is decided, milliseconds
   * @param held keys that are present or on their way
   */
  public List<Order> returning(long now, Behaviour.Held held) {
    return worthIt(behaviour.returning(now, held));
  }

  /** How long before its time a return is told, milliseconds. */
  public long leadMs() {
    return behaviour.leadMs();
  }

  private List<Order> worthIt(List<Forecast> forecasts) {
    List<Order> orders = new ArrayList<>();
    double price = thrift.price();
    for (Forecast forecast : forecasts) {
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
