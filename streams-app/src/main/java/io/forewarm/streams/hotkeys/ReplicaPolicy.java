package io.forewarm.streams.hotkeys;

/**
 * Says how many replicas a hot key should have in Redis besides home. Pure: no Kafka, no Redis, no
 * clock. What near caches answer needs no replica, so only reads that reach Redis count.
 */
final class ReplicaPolicy {
  private final HotKeyConfig.Replicas config;

  ReplicaPolicy(HotKeyConfig.Replicas config) {
    this.config = config;
  }

  /**
   * Returns the number of replicas: as many as the rate needs, at once; or one fewer than now, once
   * those that would be left are loaded to {@code fall} of what they take at most.
   *
   * @param redisReadsPerSecond reads of the key that reach Redis, all copies together
   * @param now how many it has
   */
  int replicas(double redisReadsPerSecond, int now) {
    double copies = Math.ceil(redisReadsPerSecond / config.readsPerSecond());
    int needed = (int) Math.max(0, Math.min(config.most(), copies - 1));
    if (needed >= now) {
      return needed;
    }
    double oneFewer = now * config.readsPerSecond();
    return redisReadsPerSecond <= config.fall() * oneFewer ? now - 1 : Math.min(now, config.most());
  }
}
