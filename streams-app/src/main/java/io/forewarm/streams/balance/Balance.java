package io.forewarm.streams.balance;

import java.util.Map;

/**
 * How the reads of one interval lay on the masters.
 *
 * @param readsPerSecond by master, host:port
 */
record Balance(Map<String, Double> readsPerSecond) {
  Balance {
    readsPerSecond = Map.copyOf(readsPerSecond);
  }

  /** Mean of all masters, reads a second. */
  double mean() {
    return total() / Math.max(1, readsPerSecond.size());
  }

  /** All masters together, reads a second. */
  double total() {
    return readsPerSecond.values().stream().mapToDouble(rate -> rate).sum();
  }

  /** Reads of a master over the mean of all; 1 where nothing is read. */
  double ratio(String node) {
    double mean = mean();
    return mean <= 0 ? 1 : readsPerSecond.getOrDefault(node, 0.0) / mean;
  }

  /** Reads of the busiest master over the mean of all. */
  double imbalance() {
    return readsPerSecond.keySet().stream().mapToDouble(this::ratio).max().orElse(1);
  }
}
