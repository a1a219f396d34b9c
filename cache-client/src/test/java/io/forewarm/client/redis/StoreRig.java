package io.forewarm.client.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forewarm.client.codec.CompressionConfig;
import io.forewarm.client.redis.Envelope.State;
import io.forewarm.embedded.Embedded;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/** The store on the Redis that all tests of this JVM share, and a look behind it. */
final class StoreRig {
  static final String PREFIX = Embedded.uniquePrefix("store");
  static final RedisNames NAMES = new RedisNames(PREFIX);
  static final RedissonStore STORE =
      RedissonStore.connect(
          config(Embedded.redis().url()),
          PREFIX,
          CompressionConfig.DEFAULT,
          Duration.ofSeconds(10));
  static final RedissonClient RAW = raw(Embedded.redis().url());

  private static final AtomicLong SERIAL = new AtomicLong();

  private StoreRig() {}

  static Config config(String url) {
    Config config = new Config();
    config.useSingleServer().setAddress(url);
    return config;
  }

  static RedissonClient raw(String url) {
    Config config = config(url);
    config.useSingleServer().setConnectionMinimumIdleSize(1).setConnectionPoolSize(2);
    return Redisson.create(config);
  }

  /** A cache key that nobody else has. */
  static String key() {
    return "r:k" + SERIAL.incrementAndGet();
  }

  /** A number that nobody else has: a token, or half a write's identity. */
  static long unique() {
    return SERIAL.incrementAndGet();
  }

  static WriteId write() {
    return new WriteId(1, unique());
  }

  /** Waits for an answer; a failure comes as it was set. */
  static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(20, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  static LeaseAnswer acquire(String key, long token) {
    return get(STORE.acquire(new LeaseRequest(key, token, 60_000, LeaseRequest.FRESH, "")));
  }

  static LeaseAnswer acquire(String key, long token, long leaseMillis) {
    return get(STORE.acquire(new LeaseRequest(key, token, leaseMillis, LeaseRequest.FRESH, "")));
  }

  static Envelope envelope(State state, long version, WriteId id, long freshFor, String payload) {
    return new Envelope(
        state, version, STORE.now() + freshFor, 0, id, 5, (byte) 2, payload.getBytes(UTF_8), 0);
  }

  static Envelope fresh(String payload) {
    return envelope(State.VALUE, Envelope.UNVERSIONED, WriteId.NONE, 60_000, payload);
  }

  static Envelope stale(String payload) {
    return envelope(State.VALUE, Envelope.UNVERSIONED, WriteId.NONE, -1_000, payload);
  }

  static Envelope versioned(long version, String payload) {
    return envelope(State.VALUE, version, write(), 60_000, payload);
  }

  /** Stores an envelope by lease and fill, kept for a minute. */
  static void store(String key, Envelope envelope) {
    store(key, envelope, 60_000);
  }

  static void store(String key, Envelope envelope, long keptMillis) {
    long token = unique();
    get(STORE.seize(key, token, 60_000));
    if (!get(STORE.fill(key, token, envelope, keptMillis))) {
      throw new IllegalStateException("not stored: " + key);
    }
  }

  /** The payload of what is stored as text; null for nothing. */
  static String payload(String key) {
    Envelope envelope = get(STORE.read(key));
    return envelope == null ? null : new String(envelope.payload(), UTF_8);
  }

  static State state(String key) {
    Envelope envelope = get(STORE.read(key));
    return envelope == null ? null : envelope.state();
  }

  static void put(String name, byte[] bytes) {
    RAW.getBucket(name, ByteArrayCodec.INSTANCE).set(bytes);
  }

  static byte[] bytes(String name) {
    return (byte[]) RAW.getBucket(name, ByteArrayCodec.INSTANCE).get();
  }

  static boolean exists(String name) {
    return RAW.getBucket(name, StringCodec.INSTANCE).isExists();
  }

  /** Milliseconds until a name is gone, -1 never, -2 it does not exist. */
  static long ttl(String name) {
    return RAW.getBucket(name, StringCodec.INSTANCE).remainTimeToLive();
  }

  /** Puts what is no lease and no set of waiters under a key's names. */
  static void litter(String key) {
    RAW.getList(NAMES.value(key), StringCodec.INSTANCE).add("foreign");
    RAW.getList(NAMES.lease(key), StringCodec.INSTANCE).add("foreign");
    RAW.getList(NAMES.waiters(key), StringCodec.INSTANCE).add("foreign");
  }
}
