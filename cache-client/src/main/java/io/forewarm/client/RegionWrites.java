package io.forewarm.client;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;

import io.forewarm.client.redis.Envelope;
import io.forewarm.client.redis.WriteId;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.WriteEvent;
import io.forewarm.schemas.WriteOperation;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a service writes. Redis and this process act before the call returns; the event tells
 * everybody else, and is acknowledged by the broker before the call returns, or the call fails. The
 * event carries the id that Redis already knows, so that the invalidation worker finds nothing left
 * to do.
 */
final class RegionWrites<K, V> {
  private static final Logger LOG = LoggerFactory.getLogger(RegionWrites.class);

  private final RegionConfig<K, V> config;
  private final Engine engine;
  private final Values<V> values;
  private final Supplier<RegionSettings> settings;

  RegionWrites(
      RegionConfig<K, V> config,
      Engine engine,
      Values<V> values,
      Supplier<RegionSettings> settings) {
    this.config = config;
    this.engine = engine;
    this.values = values;
    this.settings = settings;
  }

  @Nullable V update(String cacheKey, Region.OriginWrite<V> write) {
    String id = UUID.randomUUID().toString();
    long token = LeaseKeeper.newToken();
    long leaseMillis = config.lease().toMillis();
    engine.events().counter(cacheKey).write();
    boolean seized = succeeded(engine.store().seize(cacheKey, token, leaseMillis));
    LeaseKeeper.Held held = engine.leases().hold(cacheKey, token, leaseMillis);
    V value;
    long began = System.nanoTime();
    try {
      value = write.write();
    } catch (Exception e) {
      held.letGo();
      await(cacheKey, voidEverywhere(cacheKey, id, null));
      throw new CacheException(
          cacheKey
              + ": the write to the origin failed; its cached value was invalidated, since what the"
              + " origin holds now is unknown: "
              + e.getMessage(),
          e);
    }
    long micros = (System.nanoTime() - began) / 1000;
    boolean filled = seized && fill(cacheKey, token, value, id, micros);
    held.letGo();
    forget(cacheKey);
    await(cacheKey, filled ? publish(cacheKey, id, null) : voidEverywhere(cacheKey, id, null));
    return value;
  }

  private boolean fill(String cacheKey, long token, @Nullable V value, String id, long micros) {
    RegionSettings now = settings.get();
    long watermark = engine.control().watermarkMillis();
    Envelope envelope =
        values.encode(value, Envelope.UNVERSIONED, now, watermark, WriteId.of(id), micros);
    long kept = values.keptMillis(value, now);
    try {
      return engine.store().fill(cacheKey, token, envelope, kept).get();
    } catch (ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void put(String cacheKey, V value, long version) {
    String id = UUID.randomUUID().toString();
    RegionSettings now = settings.get();
    engine.events().counter(cacheKey).write();
    Envelope envelope =
        values.encode(value, version, now, engine.control().watermarkMillis(), WriteId.of(id), 0);
    boolean replaced =
        succeeded(engine.store().replace(cacheKey, envelope, values.keptMillis(value, now)));
    forget(cacheKey);
    CompletableFuture<Void> published = publish(cacheKey, id, version);
    await(cacheKey, replaced ? published : needsTheLog(cacheKey, published));
  }

  void invalidate(String cacheKey) {
    await(cacheKey, invalidateAsync(cacheKey));
  }

  CompletableFuture<Void> invalidateAsync(String cacheKey) {
    engine.events().counter(cacheKey).write();
    return voidEverywhere(cacheKey, UUID.randomUUID().toString(), null);
  }

  private CompletableFuture<Void> voidEverywhere(
      String cacheKey, String id, @Nullable Long version) {
    forget(cacheKey);
    return Reply.of(engine.store().invalidate(cacheKey, WriteId.of(id), version))
        .thenComposeAsync(
            reply -> {
              forget(cacheKey);
              CompletableFuture<Void> published = publish(cacheKey, id, version);
              return reply.failure() == null ? published : needsTheLog(cacheKey, published);
            },
            engine.callbacks());
  }

  /**
   * Redis did not take the write: then the log must, for the invalidation worker to make up for it.
   */
  private CompletableFuture<Void> needsTheLog(String cacheKey, CompletableFuture<Void> published) {
    if (!engine.events().durable()) {
      return failedFuture(
          new CacheException(
              cacheKey
                  + ": Redis does not answer and there is no Kafka to tell it later: its value there"
                  + " may be stale until its hard TTL of "
                  + settings.get().hardTtl()
                  + " ends; repeat the invalidation when Redis is back",
              null));
    }
    LOG.info("Redis is away, the invalidation worker will make up for it key={}", cacheKey);
    return published;
  }

  private CompletableFuture<Void> publish(String cacheKey, String id, @Nullable Long version) {
    if (!engine.events().durable()) {
      return completedFuture(null);
    }
    return engine
        .events()
        .publish(
            WriteEvent.newBuilder()
                .setId(id)
                .setOperation(WriteOperation.WRITE)
                .setKeys(List.of(cacheKey))
                .setVersion(version)
                .setSource(engine.service())
                .build());
  }

  private void forget(String cacheKey) {
    engine.index().invalidate(CacheKey.hash(cacheKey));
  }

  private static boolean succeeded(CompletableFuture<?> done) {
    try {
      done.get();
      return true;
    } catch (ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void await(String cacheKey, CompletableFuture<Void> done) {
    try {
      done.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw cause instanceof CacheException known
          ? known
          : new CacheException(cacheKey + ": " + (cause == null ? e : cause).getMessage(), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CacheException(cacheKey + ": the writing thread was interrupted", e);
    }
  }
}
