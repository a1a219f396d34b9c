package io.forewarm.streams.insight;

import io.forewarm.schemas.AlertCause;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.Rule;

/**
 * Judges whether the reads of a hot key still reach Redis although clients know that it is hot, and
 * why. Pure: no Kafka, no Redis, no clock.
 */
final class MitigationPolicy {
  /** Above this share of reads at Redis no client answers the key by itself. */
  private static final double NEARLY_ALL = 0.95;

  private final AlertConfig config;

  MitigationPolicy(AlertConfig config) {
    this.config = config;
  }

  /** Returns the share of a key's reads that reach Redis, 0 to 1; 0 without reads. */
  static double reaching(HotKey key) {
    return key.getRatePerSecond() <= 0
        ? 0
        : Math.min(1, key.getRedisReadsPerSecond() / key.getRatePerSecond());
  }

  /**
   * Returns whether a key is unmitigated.
   *
   * @param at end of the window that the announcement counts, milliseconds since 1970
   * @param before whether it was
   */
  boolean unmitigated(HotKey key, long at, boolean before) {
    long settled = key.getSince() + config.settle().toMillis() + key.getWindowMs();
    if (at < settled) {
      return before;
    }
    double fraction = before ? config.exit() : 1;
    return reaching(key) >= fraction * config.unmitigatedShare()
        && key.getRedisReadsPerSecond() >= fraction * config.leastReadsPerSecond();
  }

  /** Returns why the reads of an unmitigated key reach Redis, as far as reports tell. */
  AlertCause cause(HotKey key, Rule rule) {
    Long staleness = rule.getMaxStalenessMs();
    if (Boolean.FALSE.equals(rule.getNear()) || (staleness != null && staleness == 0)) {
      return AlertCause.NEAR_OFF;
    }
    if (key.getSizeBytes() >= config.largeBytes()) {
      return AlertCause.TOO_LARGE;
    }
    if (emptiedByWrites(key)) {
      return AlertCause.WRITTEN_OFTEN;
    }
    return reaching(key) > NEARLY_ALL ? AlertCause.NEAR_UNUSED : AlertCause.UNKNOWN;
  }

  /**
   * After each write every client reads the key again from Redis: is that half of what it reads?
   */
  private static boolean emptiedByWrites(HotKey key) {
    int clients = Math.max(1, key.getInstances().size());
    double writes = key.getWritesPerSecond();
    return writes > 0 && 2 * writes * clients >= key.getRedisReadsPerSecond();
  }
}
