package io.forewarm.streams.balance;

import java.util.Set;
import java.util.TreeSet;

/** Judges which masters are out of balance. Pure: no Kafka, no Redis, no clock. */
final class BalancePolicy {
  private final BalanceConfig config;

  BalancePolicy(BalanceConfig config) {
    this.config = config;
  }

  /**
   * Returns the masters that are read more than their part.
   *
   * @param before those that were
   */
  Set<String> overloaded(Balance now, Set<String> before) {
    Set<String> overloaded = new TreeSet<>();
    if (now.readsPerSecond().size() > 1 && now.mean() >= config.leastReadsPerSecond()) {
      for (String node : now.readsPerSecond().keySet()) {
        double limit = before.contains(node) ? config.balanced() : config.imbalance();
        if (now.ratio(node) >= limit) {
          overloaded.add(node);
        }
      }
    }
    return overloaded;
  }
}
