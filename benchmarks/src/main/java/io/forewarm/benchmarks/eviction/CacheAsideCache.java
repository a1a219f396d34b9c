package io.forewarm.benchmarks.eviction;

import io.lettuce.core.RedisClient;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.util.concurrent.atomic.LongAdder;

/** The cache as people write it: get, on a miss load and set with a TTL; Redis evicts. */
final class CacheAsideCache implements Cache {
  private static final int TTL_SECONDS = 12 * 3600;

  private final Requests requests;
  private final RedisClient client;
  private final RedisCommands<String, byte[]> redis;
  private final LongAdder reads = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder loadMicros = new LongAdder();

  CacheAsideCache(String url, Requests requests) {
    this.requests = requests;
    client = RedisClient.create(url);
    redis = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE)).sync();
  }

  @Override
  public void read(int key) {
    reads.increment();
    String name = "items:" + key;
    if (redis.get(name) == null) {
      misses.increment();
      loadMicros.add(requests.loadMicros(key));
      redis.set(name, new byte[requests.bytes()[key]], SetArgs.Builder.ex(TTL_SECONDS));
    }
  }

  @Override
  public Tally tally() {
    return new Tally(reads.sum(), misses.sum(), misses.sum(), loadMicros.sum());
  }

  @Override
  public void close() {
    client.shutdown();
  }
}
