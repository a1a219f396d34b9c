package io.forewarm.benchmarks.reads;

import com.alicp.jetcache.Cache;
import com.alicp.jetcache.MultiLevelCacheBuilder;
import com.alicp.jetcache.embedded.CaffeineCacheBuilder;
import com.alicp.jetcache.redisson.RedissonCacheBuilder;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;

/** JetCache with both levels: Caffeine near, Redis behind. */
@State(Scope.Benchmark)
public class JetCacheGet extends NearGet {
  private final RedissonClient redisson = Redisson.create(Servers.redis());
  private final Cache<String, byte[]> near =
      CaffeineCacheBuilder.createCaffeineCacheBuilder()
          .limit(10_000)
          .expireAfterWrite(1, TimeUnit.HOURS)
          .buildCache();
  private final Cache<String, byte[]> far =
      RedissonCacheBuilder.createBuilder()
          .redissonClient(redisson)
          .keyPrefix("jetcache:")
          .expireAfterWrite(1, TimeUnit.HOURS)
          .buildCache();
  private final Cache<String, byte[]> both =
      MultiLevelCacheBuilder.createMultiLevelCacheBuilder()
          .addCache(near, far)
          .expireAfterWrite(1, TimeUnit.HOURS)
          .buildCache();

  public JetCacheGet() {
    Samples.keys().forEach(key -> both.put(key, Samples.VALUE));
  }

  @Benchmark
  public byte @Nullable [] get(Samples samples) {
    return both.get(samples.next());
  }

  @TearDown
  public void close() {
    redisson.shutdown();
  }
}
