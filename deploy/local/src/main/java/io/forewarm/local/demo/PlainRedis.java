package io.forewarm.local.demo;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RBucket;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.api.redisnode.RedisNode;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.client.RedisException;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;

/** Redis as services use it without Forewarm. */
public final class PlainRedis implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 2_000;
  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

  private final RedissonClient client;

  /**
   * Connects.
   *
   * @param connections that it may hold, 1 or more
   */
  public PlainRedis(String url, int connections) {
    Config config = new Config();
    config
        .useSingleServer()
        .setAddress(url)
        .setConnectionMinimumIdleSize(1)
        .setConnectionPoolSize(connections)
        .setTimeout(TIMEOUT_MILLIS)
        .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
        .setRetryAttempts(1);
    client = Redisson.create(config);
  }

  byte @Nullable [] get(String key) throws UnreachableException {
    try {
      return bucket(key).get();
    } catch (RedisException e) {
      throw new UnreachableException(e);
    }
  }

  void set(String key, byte[] value, Duration ttl) throws UnreachableException {
    try {
      bucket(key).set(value, ttl);
    } catch (RedisException e) {
      throw new UnreachableException(e);
    }
  }

  void delete(String key) throws UnreachableException {
    try {
      bucket(key).delete();
    } catch (RedisException e) {
      throw new UnreachableException(e);
    }
  }

  private RBucket<byte[]> bucket(String key) {
    return client.getBucket(key, ByteArrayCodec.INSTANCE);
  }

  /** Counts the names that match a pattern of Redis. */
  long count(String pattern) {
    return client.getKeys().getKeysStream(KeysScanOptions.defaults().pattern(pattern)).count();
  }

  /** Empties Redis. */
  void flush() {
    client.getKeys().flushall();
  }

  /** Returns the bytes that Redis uses. */
  public long usedMemory() {
    String used =
        client
            .getRedisNodes(RedisNodes.SINGLE)
            .getInstance()
            .info(RedisNode.InfoSection.MEMORY)
            .get("used_memory");
    return used == null ? 0 : Long.parseLong(used);
  }

  @Override
  public void close() {
    client.shutdown();
  }

  /** Redis did not answer, or not in time. */
  static final class UnreachableException extends Exception {
    private static final long serialVersionUID = 1;

    UnreachableException(RedisException cause) {
      super(cause.getMessage(), cause);
    }
  }
}
