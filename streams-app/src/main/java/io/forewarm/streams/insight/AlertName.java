package io.forewarm.streams.insight;

/** The alerts that the pipeline itself raises, in {@code insights}. Their names are API. */
public enum AlertName {
  /** A key has become hot. */
  HOT_KEY_DETECTED("HotKeyDetected"),
  /** The reads of a hot key still reach Redis. */
  HOT_KEY_UNMITIGATED("HotKeyUnmitigated"),
  /** A master of Redis is read more than its part. */
  SHARD_IMBALANCE("ShardImbalance"),
  /** A master of Redis has no bound of its memory. */
  REDIS_MEMORY_UNBOUNDED("RedisMemoryUnbounded"),
  /** A master of Redis evicts what it should keep, or refuses fills. */
  REDIS_EVICTION_POLICY("RedisEvictionPolicy"),
  /** Values are served that a write had made void. */
  CONSISTENCY("consistency");

  private final String text;

  AlertName(String text) {
    this.text = text;
  }

  /** Its name in records and meters. */
  public String text() {
    return text;
  }
}
