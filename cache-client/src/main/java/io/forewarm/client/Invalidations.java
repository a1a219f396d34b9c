package io.forewarm.client;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;

import io.forewarm.client.redis.WriteId;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.WriteEvent;
import io.forewarm.schemas.WriteOperation;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what is cached void: in Redis and in this process first, then, by an event, everywhere. The
 * event carries the id that Redis already knows, so that the invalidation worker finds nothing left
 * to do.
 */
final class Invalidations {
  private static final Logger LOG = LoggerFactory.getLogger(Invalidations.class);

  private final Engine engine;

  Invalidations(Engine engine) {
    this.engine = engine;
  }

  /** Makes a key void by a new write. */
  CompletableFuture<Void> invalidate(String cacheKey) {
    return invalidate(cacheKey, UUID.randomUUID());
  }

  /** Makes a key void by a write that has its id from elsewhere. */
  CompletableFuture<Void> invalidate(String cacheKey, UUID write) {
    engine.events().counter(cacheKey).write();
    return invalidate(cacheKey, write.toString(), null);
  }

  /** Makes a key void by a write that has an id, and a version where the source has one. */
  CompletableFuture<Void> invalidate(String cacheKey, String id, @Nullable Long version) {
    forget(cacheKey);
    return Reply.of(inRedis(cacheKey, WriteId.of(id), version))
        .thenComposeAsync(reply -> tell(cacheKey, id, version, reply), engine.callbacks());
  }

  /** What is only observed leaves no trace where Redis has nothing of it. */
  private CompletableFuture<Boolean> inRedis(String cacheKey, WriteId id, @Nullable Long version) {
    return engine.acting().has(cacheKey)
        ? engine.store().invalidate(cacheKey, id, version)
        : engine.store().invalidatePresent(cacheKey, id, version);
  }

  /** Tells everybody of what Redis was asked to do, and has done if it answered. */
  CompletableFuture<Void> tell(
      String cacheKey, String id, @Nullable Long version, Reply<?> fromRedis) {
    forgetAll(cacheKey);
    CompletableFuture<Void> published = publish(cacheKey, id, version);
    return fromRedis.failure() == null ? published : needsTheLog(cacheKey, published);
  }

  CompletableFuture<Void> invalidateTag(String tag) {
    return voidRange(VoidedRanges.tag(tag), event().setTags(List.of(tag)).build());
  }

  CompletableFuture<Void> invalidatePrefix(String prefix) {
    return voidRange(VoidedRanges.prefix(prefix), event().setPrefixes(List.of(prefix)).build());
  }

  /** What the process reads from now on is judged by the broker's time of the event. */
  private CompletableFuture<Void> voidRange(String name, WriteEvent event) {
    CompletableFuture<Long> at =
        engine.events().durable() ? engine.events().publish(event) : engine.store().voidRange(name);
    return at.thenAccept(time -> engine.voided().add(name, time));
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
                  + " may be stale until its hard TTL ends; repeat the invalidation when Redis is"
                  + " back",
              null));
    }
    LOG.info(
        "Redis is away, the invalidation worker will make up for it key={}",
        engine.notices().shown(cacheKey));
    return published;
  }

  CompletableFuture<Void> publish(String cacheKey, String id, @Nullable Long version) {
    if (!engine.events().durable()) {
      engine.heat().written(CacheKey.hash(cacheKey)); // else the log tells of it
      return completedFuture(null);
    }
    WriteEvent event = event().setId(id).setKeys(List.of(cacheKey)).setVersion(version).build();
    return engine.events().publish(event).thenAccept(at -> {});
  }

  private WriteEvent.Builder event() {
    return WriteEvent.newBuilder()
        .setId(UUID.randomUUID().toString())
        .setOperation(WriteOperation.WRITE)
        .setSource(engine.service());
  }

  private void forget(String cacheKey) {
    long hash = CacheKey.hash(cacheKey);
    engine.replicas().touch(hash);
    engine.index().invalidate(hash);
  }

  /** As {@link #forget}, also what others might still find in replicas: a courtesy to them. */
  void forgetAll(String cacheKey) {
    forget(cacheKey);
    HotReplica spread = engine.replicas().of(cacheKey);
    if (spread != null) {
      engine.store().removeReplicas(cacheKey, spread.count());
    }
  }
}
