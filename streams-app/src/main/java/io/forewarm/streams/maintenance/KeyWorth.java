package io.forewarm.streams.maintenance;

import io.forewarm.client.redis.SampledValue;
import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.CacheKey;
import io.forewarm.streams.eviction.EvictionConfig;
import io.forewarm.streams.eviction.EvictionPolicy;
import java.util.List;

/**
 * What values are worth by the reads that clients report, the time their load took and their size.
 * Safe for concurrent use.
 */
final class KeyWorth {
  /** What a reader waits for besides the load, microseconds: lease, fill, wake. */
  private static final double MISS_MICROS = 1_000;

  /** What has passed its soft expiry is loaded again anyway: it goes first, the best of it last. */
  private static final double ENDED = 1e-6;

  private final EvictionPolicy policy;
  private final ReadClock clock = new ReadClock();

  /** Remembers as many keys. */
  KeyWorth(int keys) {
    policy = new EvictionPolicy(new EvictionConfig(keys, keys));
  }

  /**
   * Takes a report.
   *
   * @param at broker time of its append, milliseconds since 1970
   */
  synchronized void read(AccessReport report, long at) {
    ReadSpread.of(report, policy::read);
    clock.note(at, policy.now());
  }

  /** Takes about how many values there are. */
  synchronized void holds(long values) {
    policy.holds(Math.max(1, values));
  }

  /**
   * Returns what values are worth for each byte, in their order.
   *
   * @param now Redis time, milliseconds since 1970
   */
  synchronized double[] of(List<SampledValue> values, long now) {
    return values.stream().mapToDouble(value -> of(value, now)).toArray();
  }

  private double of(SampledValue value, long now) {
    double worth =
        policy.worth(
            CacheKey.hash(value.cacheKey()),
            cost(value.loadMicros()),
            value.bytes(),
            clock.at(value.watermark()),
            reads(value.frequency()));
    return value.softExpiresAt() <= now ? worth * ENDED : worth;
  }

  /**
   * The root of what a miss takes: it lies between the ratio of hits, for which all are alike, and
   * the time saved; and one measurement of a load says little of the next one.
   */
  private static double cost(int loadMicros) {
    return Math.sqrt(MISS_MICROS + Math.max(0, loadMicros));
  }

  /**
   * Reads by Redis' count, which begins at 5 and rises ever more slowly: with lfu-log-factor 10 it
   * is 6 after 1 hit more, 7 after 11 more, 8 after 31 more.
   */
  private static int reads(int frequency) {
    return switch (Math.max(5, frequency)) {
      case 5 -> 1;
      case 6 -> 2;
      case 7 -> 8;
      default -> 15;
    };
  }
}
