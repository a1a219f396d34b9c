package io.forewarm.local.guarantee;

import io.forewarm.client.codec.CompressionConfig;
import io.forewarm.client.redis.Envelope;
import io.forewarm.client.redis.RedissonStore;
import io.forewarm.local.load.StampedValue;
import io.forewarm.streams.inspect.StoredValue;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.redisson.config.Config;

/** Looks at the keys of a run in Redis all the time, past every fault but those of Redis itself. */
final class RedisObserver implements AutoCloseable {
  private static final long PAUSE_NANOS = 3_000_000;

  private final RedissonStore store;
  private final List<String> keys;
  private final Truth truth;
  private final Loop loop;

  RedisObserver(String redis, List<String> keys, Truth truth) {
    Config config = new Config();
    config.useSingleServer().setAddress(redis);
    store = RedissonStore.connect(config, "fw:", CompressionConfig.DEFAULT, Duration.ofSeconds(1));
    this.keys = keys;
    this.truth = truth;
    loop = new Loop("redis-observer", this::look, PAUSE_NANOS);
  }

  private void look() {
    try {
      List<@Nullable Envelope> found = store.readAll(keys).get();
      long at = System.nanoTime();
      for (int i = 0; i < keys.size(); i++) {
        truth.see(seen(keys.get(i), found.get(i), at));
      }
    } catch (ExecutionException e) {
      // Redis is away: there is nothing to see
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Sight.Stored seen(String key, @Nullable Envelope entry, long at) {
    if (entry == null) {
      return new Sight.Stored(key, Sight.Stored.NO_VALUE, "", at);
    }
    long version =
        entry.answers() ? StampedValue.of(entry.payload()).version() : Sight.Stored.NO_VALUE;
    return new Sight.Stored(key, version, StoredValue.of(entry).writeId(), at);
  }

  @Override
  public void close() {
    loop.close();
    store.close();
  }
}
