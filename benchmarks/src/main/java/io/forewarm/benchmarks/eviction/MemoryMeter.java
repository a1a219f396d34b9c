package io.forewarm.benchmarks.eviction;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks every few milliseconds how much of its memory a Redis uses. */
final class MemoryMeter implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(20);

  private final RedisClient client;
  private final RedisCommands<String, String> redis;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private volatile double highest;

  MemoryMeter(String url) {
    client = RedisClient.create(url);
    redis = client.connect().sync();
    long millis = EVERY.toMillis();
    var unused = clock.scheduleAtFixedRate(this::look, 0, millis, TimeUnit.MILLISECONDS);
  }

  private void look() {
    String memory = redis.info("memory");
    double used = number(memory, "used_memory") / (double) number(memory, "maxmemory");
    highest = Math.max(highest, used);
  }

  private static long number(String info, String name) {
    return info.lines()
        .filter(line -> line.startsWith(name + ":"))
        .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1).trim()))
        .findFirst()
        .orElseThrow();
  }

  /** The highest share of its memory that it was seen to use. */
  double highest() {
    return highest;
  }

  /** How many keys Redis itself has evicted. */
  long evictedByRedis() {
    return number(redis.info("stats"), "evicted_keys");
  }

  @Override
  public void close() {
    clock.shutdownNow();
    client.shutdown();
  }
}
