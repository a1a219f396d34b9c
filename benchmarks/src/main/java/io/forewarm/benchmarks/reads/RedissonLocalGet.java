package io.forewarm.benchmarks.reads;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.redisson.Redisson;
import org.redisson.api.RLocalCachedMap;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.LocalCachedMapOptions;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;
import org.redisson.codec.CompositeCodec;

/**
 * Redisson's local cached map, of the free edition, with the cheapest codecs for these keys and
 * values.
 */
@State(Scope.Benchmark)
public class RedissonLocalGet extends NearGet {
  private final RedissonClient redisson = Redisson.create(Servers.redis());
  private final RLocalCachedMap<String, byte[]> map =
      redisson.getLocalCachedMap(
          LocalCachedMapOptions.<String, byte[]>name("redisson-local")
              .codec(new CompositeCodec(StringCodec.INSTANCE, ByteArrayCodec.INSTANCE))
              .evictionPolicy(LocalCachedMapOptions.EvictionPolicy.LFU)
              .cacheSize(10_000));

  public RedissonLocalGet() {
    Samples.keys().forEach(key -> map.fastPut(key, Samples.VALUE));
  }

  @Benchmark
  public byte @Nullable [] get(Samples samples) {
    return map.get(samples.next());
  }

  @TearDown
  public void close() {
    redisson.shutdown();
  }
}
