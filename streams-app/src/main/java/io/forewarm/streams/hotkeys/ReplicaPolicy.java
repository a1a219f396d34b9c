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
   * Returns the number of replicas: 0, 1, 3, 7 and so on, since only so many lie evenly over the
   * slots; as many as the rate needs, at once, or the next lower number, once the copies that would
   * be left are loaded to {@code fall} of what they take at most.
   *
   * @param redisReadsPerSecond reads of the key that reach Redis, all copies together
   * @param now how many it has
   */
  int replicas(double redisReadsPerSecond, int now) {
    int needed = 0;
    while (needed < config.most() && (needed + 1) * config.readsPerSecond() < redisReadsPerSecond) {
      needed = 2 * needed + 1;
    }
    needed = Math.min(needed, config.most());
    if (needed >= now) {
      return needed;
    }
    int fewer = (now - 1) / 2;
    double left = (fewer + 1) * config.readsPerSecond();
    return redisReadsPerSecond <= config.fall() * left ? fewer : Math.min(now, config.most());
  }
}
