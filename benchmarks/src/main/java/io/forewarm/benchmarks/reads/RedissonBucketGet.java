package io.forewarm.benchmarks.reads;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.redisson.Redisson;
import org.redisson.api.RBucket;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;

/** Redisson's {@code RBucket.get}, with Redisson's own settings. */
@State(Scope.Benchmark)
public class RedissonBucketGet {
  private final RedissonClient redisson = Redisson.create(Servers.redis());

  public RedissonBucketGet() {
    Samples.keys().forEach(key -> bucket(key).set(Samples.VALUE));
  }

  private RBucket<byte[]> bucket(String key) {
    return redisson.getBucket("bucket:" + key, ByteArrayCodec.INSTANCE);
  }

  @Benchmark
  public byte @Nullable [] get(Samples samples) {
    return bucket(samples.next()).get();
  }

  @TearDown
  public void close() {
    redisson.shutdown();
  }
}
