package io.forewarm.client;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;

import io.forewarm.client.redis.Envelope;
import io.forewarm.client.redis.ValueStore;
import io.forewarm.client.redis.WriteId;
import java.time.Duration;
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
  private static final long[] NO_TAGS = {};

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
    return Reply.of(engine.store().seize(cacheKey, token, leaseMillis))
        .thenApplyAsync(
            reply ->
                new Seizure(
                    UUID.randomUUID().toString(),
                    token,
                    reply.failure() == null,
                    engine.leases().hold(cacheKey, token, leaseMillis),
                    System.nanoTime()),
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
    long watermark = engine.control().watermarkMillis();
    Values.Fill fill = encode(target, Loaded.of(value), seizure.id(), micros, watermark);
    return Reply.of(
            engine
                .store()
                .fill(target.cacheKey(), seizure.token(), fill.envelope(), fill.keptMillis()))
        .thenApply(reply -> Boolean.TRUE.equals(reply.value()));
  }

  private Values.Fill encode(
      Target<K> target, Loaded<V> loaded, String id, long micros, long watermark) {
    long now = engine.store().now();
    return values.encode(
        target.key(),
        loaded,
        new Values.Moment(
            target.cacheKey(),
            target.settings(),
            watermark,
            now,
            WriteId.of(id),
            now,
            micros,
            true),
        null);
  }

  CompletableFuture<Void> put(Target<K> target, V value, long version) {
    String cacheKey = target.cacheKey();
    String id = UUID.randomUUID().toString();
    engine.events().counter(cacheKey).write();
    long watermark = engine.control().watermarkMillis();
    Values.Fill fill = encode(target, Loaded.of(value).withVersion(version), id, 0, watermark);
    return Reply.of(engine.store().replace(cacheKey, fill.envelope(), fill.keptMillis()))
        .thenComposeAsync(
            reply -> invalidations.tell(cacheKey, id, version, reply), engine.callbacks());
  }

  /** Takes a key and reads what Redis has under it since then. */
  Seized<V> seized(Target<K> target) {
    long voided = engine.voided().lastAt(target.cacheKey(), NO_TAGS);
    Seizure seizure = Answers.await(seize(target));
    if (!seizure.took()) {
      seizure.held().letGo();
      throw new CacheException(
          target.cacheKey() + ": Redis does not answer, and nothing was changed: repeat it", null);
    }
    Envelope stored = Answers.await(engine.store().read(target.cacheKey()));
    long left = stored == null ? 0 : stored.softExpiresAt() - engine.store().now();
    Values.Decoded<V> decoded =
        stored == null || left <= 0 ? null : values.decode(target.cacheKey(), stored);
    V value = decoded == null ? null : decoded.value();
    Duration fresh = value == null ? Duration.ZERO : Duration.ofMillis(left);
    return new Seized<>(value, fresh, new Hold(target, seizure, value == null ? null : stored, voided));
  }

  /** What can be done with a key that was taken. */
  private final class Hold implements Seized.Hold<V> {
    private final Target<K> target;
    private final Seizure seizure;
    private final @Nullable Envelope before;
    private final long watermark;

    /**
     * @param voided when the region or a prefix was made void for the last time before: what is
     *     stored is newer, also where the log has not come so far
     */
    Hold(Target<K> target, Seizure seizure, @Nullable Envelope before, long voided) {
      this.target = target;
      this.seizure = seizure;
      this.before = before;
      this.watermark = Math.max(voided, engine.control().watermarkMillis());
    }

    @Override
    public boolean store(Loaded<V> changed) {
      long micros = (System.nanoTime() - seizure.began()) / 1000;
      Values.Fill fill = encode(target, changed, seizure.id(), micros, watermark);
      return change(fill.envelope(), fill.keptMillis());
    }

    @Override
    public boolean remove() {
      WriteId id = WriteId.of(seizure.id());
      return change(
          Envelope.tombstone(id, Envelope.UNVERSIONED, engine.store().now()),
          ValueStore.TOMBSTONE_KEPT.toMillis());
    }

    private boolean change(Envelope envelope, long keptMillis) {
      boolean stored = fill(envelope, keptMillis);
      if (stored) {
        invalidations.forgetAll(target.cacheKey());
        Answers.await(invalidations.publish(target.cacheKey(), seizure.id(), null));
      }
      return stored;
    }

    private boolean fill(Envelope envelope, long keptMillis) {
      seizure.held().letGo();
      return Answers.await(
          engine.store().fill(target.cacheKey(), seizure.token(), envelope, keptMillis));
    }

    /** Seizing has cut its life short: that is mended by storing it again. */
    @Override
    public void giveBack() {
      Envelope old = before;
      if (old == null) {
        seizure.held().letGo();
        var unused = engine.store().release(target.cacheKey(), seizure.token());
      } else {
        Duration stale = target.settings().hardTtl().minus(target.settings().softTtl());
        long left = old.softExpiresAt() - engine.store().now();
        fill(old, Math.max(1, left + stale.toMillis()));
      }
    }
  }

  /** What is written, and what holds for it. */
  record Target<K>(K key, String cacheKey, RegionSettings settings) {}

  /**
   * A key in the hands of its writer.
   *
   * @param took whether Redis gave the lease
   */
  private record Seizure(String id, long token, boolean took, LeaseKeeper.Held held, long began) {}
}
