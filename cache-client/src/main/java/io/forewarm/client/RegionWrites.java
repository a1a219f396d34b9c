package io.forewarm.client;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a service writes. Redis and this process act before the call returns; the event tells
 * everybody else, and is acknowledged by the broker before the call returns, or the call fails. The
 * event carries the id that Redis already knows, so that the invalidation worker finds nothing left
 * to do.
 */
final class RegionWrites<K, V> {
  private final RegionConfig<K, V> config;
  private final Engine engine;
  private final Values<K, V> values;
  private final Invalidations invalidations;

  RegionWrites(RegionConfig<K, V> config, Engine engine, Values<K, V> values) {
    this.config = config;
    this.engine = engine;
    this.values = values;
    this.invalidations = new Invalidations(engine);
  }

  /** As {@link #updateAsync}, with the write on the calling thread. */
  @Nullable V update(Target<K> target, Region.OriginWrite<V> write) {
    Seizure seizure = Answers.await(seize(target));
    V value;
    try {
      value = write.write();
    } catch (Exception e) {
      return Answers.await(failed(target, seizure, e));
    }
    return Answers.await(written(target, seizure, value));
  }

  CompletableFuture<@Nullable V> updateAsync(
      Target<K> target, Supplier<? extends CompletionStage<@Nullable V>> write) {
    return seize(target)
        .thenCompose(
            seizure ->
                begin(write)
                    .handle(
                        (value, failure) ->
                            failure == null
                                ? written(target, seizure, value)
                                : failed(target, seizure, Answers.cause(failure)))
                    .thenCompose(Function.identity()));
  }

  private static <V> CompletionStage<@Nullable V> begin(
      Supplier<? extends CompletionStage<@Nullable V>> write) {
    try {
      return write.get();
    } catch (RuntimeException e) {
      return failedFuture(e);
    }
  }

  /**
   * Takes the lease from whoever holds it: what is being loaded now must not be stored any more.
   */
  private CompletableFuture<Seizure> seize(Target<K> target) {
    String cacheKey = target.cacheKey();
    engine.events().counter(cacheKey).write();
    long token = LeaseKeeper.newToken();
    long leaseMillis = config.lease().toMillis();
    long watermark = engine.watermark(cacheKey);
    return Reply.of(engine.store().seize(cacheKey, token, leaseMillis))
        .thenApplyAsync(
            reply ->
                new Seizure(
                    UUID.randomUUID().toString(),
                    token,
                    reply.failure() == null,
                    engine.leases().hold(cacheKey, token, leaseMillis),
                    System.nanoTime(),
                    watermark),
            engine.callbacks());
  }

  private CompletableFuture<@Nullable V> failed(
      Target<K> target, Seizure seizure, Throwable failure) {
    seizure.held().letGo();
    return invalidations
        .invalidate(target.cacheKey(), seizure.id(), null)
        .thenCompose(
            done ->
                failedFuture(
                    new CacheException(
                        target.cacheKey()
                            + ": the write to the origin failed; its cached value was invalidated,"
                            + " since what the origin holds now is unknown: "
                            + failure.getMessage(),
                        failure)));
  }

  private CompletableFuture<@Nullable V> written(
      Target<K> target, Seizure seizure, @Nullable V value) {
    return fill(target, seizure, value)
        .thenComposeAsync(
            filled -> {
              seizure.held().letGo();
              invalidations.forgetAll(target.cacheKey());
              if (filled) {
                engine.events().counter(target.cacheKey()).valueWritten();
              }
              return filled
                  ? invalidations.publish(target.cacheKey(), seizure.id(), null)
                  : invalidations.invalidate(target.cacheKey(), seizure.id(), null);
            },
            engine.callbacks())
        .<@Nullable V>thenApply(done -> value);
  }

  private CompletableFuture<Boolean> fill(Target<K> target, Seizure seizure, @Nullable V value) {
    if (!seizure.took() || !target.settings().redis()) {
      return completedFuture(false);
    }
    long micros = (System.nanoTime() - seizure.began()) / 1000;
    Values.Fill fill =
        values.encode(target, Loaded.of(value), seizure.id(), seizure.watermark(), micros);
    return Reply.of(
            engine
                .store()
                .fill(target.cacheKey(), seizure.token(), fill.envelope(), fill.keptMillis()))
        .thenApply(reply -> Boolean.TRUE.equals(reply.value()));
  }

  CompletableFuture<Void> put(Target<K> target, V value, long version) {
    String cacheKey = target.cacheKey();
    String id = UUID.randomUUID().toString();
    engine.events().counter(cacheKey).write();
    Values.Fill fill =
        values.encode(
            target, Loaded.of(value).withVersion(version), id, engine.watermark(cacheKey), 0);
    return Reply.of(engine.store().replace(cacheKey, fill.envelope(), fill.keptMillis()))
        .thenComposeAsync(
            reply -> invalidations.tell(cacheKey, id, version, reply), engine.callbacks());
  }

  /** What is written, and what holds for it. */
  record Target<K>(K key, String cacheKey, RegionSettings settings) {}

  /**
   * A key in the hands of its writer.
   *
   * @param took whether Redis gave the lease
   * @param watermark before it did
   */
  private record Seizure(
      String id, long token, boolean took, LeaseKeeper.Held held, long began, long watermark) {}
}
