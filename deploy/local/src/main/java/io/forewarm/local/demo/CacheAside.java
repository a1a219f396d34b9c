package io.forewarm.local.demo;

import io.forewarm.local.load.Operation;
import io.forewarm.local.load.Origin;
import io.forewarm.local.load.StampedValue;
import io.forewarm.local.load.Target;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * The cache as people write it: get, on a miss load and set with a TTL; a write goes to the origin
 * and then sets or deletes. Where Redis does not answer, the origin does.
 */
final class CacheAside implements Target {
  private final PlainRedis redis;
  private final Origin origin;
  private final Duration ttl;
  private final Predicate<String> carriesValue;
  private final CacheEvents events;

  CacheAside(PlainRedis redis, Origin origin, Duration ttl, Predicate<String> carriesValue) {
    this(redis, origin, ttl, carriesValue, CacheEvents.UNHEARD);
  }

  CacheAside(
      PlainRedis redis,
      Origin origin,
      Duration ttl,
      Predicate<String> carriesValue,
      CacheEvents events) {
    this.redis = redis;
    this.origin = origin;
    this.ttl = ttl;
    this.carriesValue = carriesValue;
    this.events = events;
  }

  @Override
  public byte[] read(Operation operation) throws InterruptedException {
    String key = operation.key();
    try {
      byte[] cached = redis.get(key);
      if (cached != null) {
        events.hit(operation);
        return cached;
      }
    } catch (PlainRedis.UnreachableException e) {
      return origin.load(key);
    }
    long began = System.nanoTime();
    byte[] loaded = origin.load(key);
    store(key, loaded);
    events.loaded(operation, Duration.ofNanos(System.nanoTime() - began), loaded.length);
    return loaded;
  }

  private void store(String key, byte[] value) {
    try {
      redis.set(key, value, ttl);
    } catch (PlainRedis.UnreachableException e) {
      // the reader has its value; the next one loads again
    }
  }

  @Override
  public long write(Operation operation)
      throws InterruptedException, PlainRedis.UnreachableException {
    String key = operation.key();
    byte[] now = origin.write(key);
    if (carriesValue.test(key)) {
      redis.set(key, now, ttl);
      events.replaced(key, now.length);
    } else {
      redis.delete(key);
      events.removed(key);
    }
    return StampedValue.of(now).version();
  }
}
