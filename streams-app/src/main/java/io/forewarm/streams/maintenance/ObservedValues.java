package io.forewarm.streams.maintenance;

import io.forewarm.client.redis.SampledValue;
import java.util.HashMap;
import java.util.Map;

/**
 * Values that would have gone but for a rule that says observe, each counted once as long as memory
 * is short: together never more than had to go. Of one thread.
 */
final class ObservedValues {
  private final Map<String, Long> bytes = new HashMap<>();
  private long sum;

  /** Returns how much more would have to go. */
  long left(long excess) {
    return Math.max(0, excess - sum);
  }

  /** Whether a value would already be gone. */
  boolean has(SampledValue value) {
    return bytes.containsKey(value.cacheKey());
  }

  void add(SampledValue value) {
    bytes.put(value.cacheKey(), value.bytes());
    sum += value.bytes();
  }

  /** Memory is no longer short. */
  void clear() {
    bytes.clear();
    sum = 0;
  }
}
