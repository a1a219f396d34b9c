package io.forewarm.client;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.forewarm.client.near.NearCache;
import io.forewarm.client.near.NearEntry;
import io.forewarm.client.redis.Envelope;
import io.forewarm.client.redis.LeaseRequest;
import io.forewarm.client.stampede.EarlyRefresh;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The read path past the near cache. A fresh value is returned; a stale one is returned and
 * refreshed behind the caller's back; where there is neither, or the caller wants no stale one, the
 * caller waits for the one load that the lease allows. Where Redis does not answer, a near value
 * that is still proven answers, else one load a process.
 */
final class RedisReads<K, V> {
  private final RegionConfig<K, V> config;
  private final Engine engine;
  private final NearCache<K, V> near;
  private final RegionMeters meters;
  private final Values<K, V> values;
  private final RegionLoads<K, V> loads;
  private final ReplicaReads replicas;

  RedisReads(
      RegionConfig<K, V> config,
      Engine engine,
      NearCache<K, V> near,
      RegionMeters meters,
      Values<K, V> values,
      RegionLoads<K, V> loads) {
    this.config = config;
    this.engine = engine;
    this.near = near;
    this.meters = meters;
    this.values = values;
    this.loads = loads;
    this.replicas =
        new ReplicaReads(engine.store(), engine.control(), engine.callbacks(), System::nanoTime);
    meters.replicas(replicas);
  }

  /** Reads a key. */
  CompletableFuture<@Nullable V> read(Read<K> read) {
    return through(read, true);
  }

  private CompletableFuture<@Nullable V> through(Read<K> read, boolean count) {
    if (!read.settings().redis()) {
      return withoutRedis(read, this::joinWithoutRedis);
    }
    HotReplica replica = count ? replica(read) : null;
    return replica == null
        ? atHome(read, engine.store().read(read.cacheKey()), count)
        : atReplica(read, replica);
  }

  /** Returns the replica that is to be read instead of home, or null. */
  @Nullable HotReplica replica(Read<K> read) {
    HotReplica hot = read.settings().replicas() ? engine.replicas().of(read.cacheKey()) : null;
    return replicas.reads(hot) ? hot : null;
  }

  private CompletableFuture<@Nullable V> atHome(
      Read<K> read, CompletableFuture<@Nullable Envelope> stored, boolean count) {
    return Reply.of(stored)
        .thenComposeAsync(reply -> answer(read, reply, count), engine.callbacks());
  }

  private CompletableFuture<@Nullable V> atReplica(Read<K> read, HotReplica replica) {
    return replicas
        .read(replica)
        .thenComposeAsync(
            copy -> {
              CompletableFuture<@Nullable V> answer =
                  copy == null ? null : judge(read, replica, copy);
              return answer == null
                  ? atHome(
                      read, replicas.readHome(replica, read.settings().maxStalenessNanos()), true)
                  : answer;
            },
            engine.callbacks());
  }

  /** Decides what a copy is worth; null: nothing, home must be read. */
  private @Nullable CompletableFuture<@Nullable V> judge(
      Read<K> read, HotReplica replica, ReplicaReads.Copy copy) {
    Envelope stored = copy.envelope();
    long remaining = stored.softExpiresAt() - engine.store().now();
    if (remaining <= 0 || !replicas.proven(replica, copy, read.settings().maxStalenessNanos())) {
      return null;
    }
    Values.Decoded<V> decoded = values.decode(read.cacheKey(), stored);
    if (decoded == null) {
      return null;
    }
    replicas.hits.increment();
    return fresh(read, stored, decoded, remaining, copy.readAt(), true);
  }

  /** Takes Redis' answer on; the caller may be blocked by it no longer than it takes to decode. */
  CompletableFuture<@Nullable V> answer(
      Read<K> read, Reply<@Nullable Envelope> reply, boolean count) {
    return reply.failure() == null
        ? judge(read, reply.value(), count, loads::join)
        : withoutRedis(read, this::joinWithoutRedis);
  }

  CompletableFuture<Landing<V>> joinWithoutRedis(Read<K> read, long seenSoftExpiry) {
    return loads.joinWithoutRedis(read);
  }

  /** Decides what Redis' answer is worth. */
  CompletableFuture<@Nullable V> judge(
      Read<K> read, @Nullable Envelope stored, boolean count, Join<K, V> join) {
    Values.Decoded<V> decoded = stored == null ? null : values.decode(read.cacheKey(), stored);
    if (stored == null || decoded == null) {
      long seen = stored != null && stored.answers() ? stored.softExpiresAt() : LeaseRequest.FRESH;
      return miss(read.having(stored), seen, count, join);
    }
    long remaining = stored.softExpiresAt() - engine.store().now();
    if (remaining > 0) {
      return fresh(read, stored, decoded, remaining, read.began(), count);
    }
    if (-remaining >= read.settings().staleForMillis() || doubtful(read, stored)) {
      return miss(read.having(stored), stored.softExpiresAt(), count, join);
    }
    if (read.settings().softTimeoutNanos() > 0) {
      return freshOr(decoded.value(), read.having(stored), stored, join);
    }
    if (count) {
      hit(read, stored, meters.staleHits);
    }
    loads.refresh(read, stored.softExpiresAt());
    return completedFuture(decoded.value());
  }

  /**
   * Answers with a fresh value.
   *
   * @param readAt not after the moment at which home was read
   */
  private CompletableFuture<@Nullable V> fresh(
      Read<K> read,
      Envelope stored,
      Values.Decoded<V> decoded,
      long remainingMillis,
      long readAt,
      boolean count) {
    if (count) {
      hit(read, stored, null);
    }
    if (earlyRefreshDue(remainingMillis * 1000.0, stored.loadMicros())) {
      meters.earlyRefreshes.increment();
      loads.refresh(read, stored.softExpiresAt());
    }
    keepNear(read, stored, decoded, remainingMillis, readAt);
    return completedFuture(decoded.value());
  }

  /** Counts a value that was looked up and not loaded, and keeps it near if it belongs there. */
  void lookedUp(Read<K> read, Envelope stored, Values.Decoded<V> decoded) {
    hit(read, stored, null);
    keepNear(read, stored, decoded, stored.softExpiresAt() - engine.store().now(), read.began());
  }

  /** Counts a key that was looked up in vain. */
  void lookedUpInVain(Read<K> read) {
    read.counter().miss();
    meters.misses.increment();
    engine.heat().missed(read.hash());
  }

  /** Waits a moment for a fresh value; a stale one is better than none. */
  private CompletableFuture<@Nullable V> freshOr(
      @Nullable V stale, Read<K> read, Envelope stored, Join<K, V> join) {
    return landed(read, join.of(read, stored.softExpiresAt()))
        .orTimeout(read.settings().softTimeoutNanos(), TimeUnit.NANOSECONDS)
        .exceptionally(
            failure -> {
              hit(read, stored, meters.staleAfterWaiting);
              return stale;
            });
  }

  private boolean doubtful(Read<K> read, Envelope stored) {
    return values.doubtful(read.cacheKey(), stored, read.settings().originLag());
  }

  private boolean earlyRefreshDue(double remainingMicros, int loadMicros) {
    double random = 1 - ThreadLocalRandom.current().nextDouble();
    return EarlyRefresh.due(remainingMicros, loadMicros, config.beta(), random);
  }

  /** As {@link #earlyRefreshDue} for a near entry: refreshes it then. */
  void refreshEarly(Supplier<Read<K>> read, NearEntry<V> entry, long now) {
    NearEntry.Details details = entry.details();
    if (earlyRefreshDue((details.softExpiresAt() - now) / 1000.0, details.loadMicros())) {
      meters.earlyRefreshes.increment();
      loads.refresh(read.get(), details.softExpiryMillis());
    }
  }

  private void hit(Read<K> read, Envelope stored, @Nullable LongAdder stale) {
    read.counter().redisHit(stale != null);
    read.counter().seen(stored.storedBytes(), stored.softExpiresAt());
    meters.redisHits.increment();
    values.read(stored);
    if (stale != null) {
      stale.increment();
    }
  }

  private void keepNear(
      Read<K> read, Envelope stored, Values.Decoded<V> decoded, long remainingMillis, long readAt) {
    if (!read.settings().near()
        || !engine.heat().read(read.cacheKey(), read.hash())
        || doubtful(read, stored)) {
      return;
    }
    long softExpiresAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(remainingMillis);
    double horizon = EarlyRefresh.horizonMicros(stored.loadMicros(), config.beta()) * 1000;
    NearEntry<V> entry =
        new NearEntry<>(
            decoded.value(),
            meters.counterOf(read),
            readAt,
            softExpiresAt - (long) horizon,
            new NearEntry.Details(
                read.cacheKey(),
                read.hash(),
                softExpiresAt,
                stored.loadMicros(),
                stored.softExpiresAt(),
                stored.tags(),
                stored.payload().length));
    near.put(read.key(), entry, read.moment());
  }

  /** Waits for the load of the key, this reader's or another's. */
  private CompletableFuture<@Nullable V> miss(
      Read<K> read, long seenSoftExpiry, boolean count, Join<K, V> join) {
    if (!count) {
      return landed(read, join.of(read, seenSoftExpiry));
    }
    lookedUpInVain(read);
    return landed(read, join.of(read, seenSoftExpiry))
        .whenComplete((value, failure) -> waited(read));
  }

  private void waited(Read<K> read) {
    long now = System.nanoTime();
    read.waited(now);
    meters.waits.record(now - read.began(), TimeUnit.NANOSECONDS);
  }

  /**
   * Takes what a flight brought, unless it began too early for this reader, or gave up before this
   * reader has to: then it reads once more.
   */
  private CompletableFuture<@Nullable V> landed(
      Read<K> read, CompletableFuture<Landing<V>> flight) {
    return flight
        .handle(
            (landing, failure) -> {
              if (failure == null ? landing.answers(read) : !gaveUpEarly(read, failure)) {
                return flight.<@Nullable V>thenApply(Landing::value);
              }
              return through(read, false);
            })
        .thenCompose(Function.identity());
  }

  private static boolean gaveUpEarly(Read<?> read, Throwable failure) {
    return Answers.cause(failure) instanceof RegionLoads.GaveUp && !read.late(System.nanoTime());
  }

  /**
   * Redis does not answer: a near value that may still be served, or one load a key and process.
   */
  CompletableFuture<@Nullable V> withoutRedis(Read<K> read, Join<K, V> join) {
    NearEntry<V> entry = near.get(read.key());
    if (entry != null && read.settings().near() && proven(entry, read)) {
      entry.counter().nearHit(true);
      meters.staleWithoutRedis.increment();
      loads.refreshWithoutRedis(read);
      return completedFuture(entry.value());
    }
    read.counter().miss();
    meters.misses.increment();
    return landed(
            read,
            join.of(read, LeaseRequest.FRESH)
                .thenApply(
                    landing -> {
                      keepBriefly(read, landing);
                      return landing;
                    }))
        .whenComplete((value, failure) -> waited(read));
  }

  private boolean proven(NearEntry<V> entry, Read<K> read) {
    long now = System.nanoTime();
    return now - entry.readAt() <= read.settings().hardTtl().toNanos()
        && entry.provenAt(now, engine.clock().provenNanos(), read.settings().maxStalenessNanos());
  }

  /** A value that could not be stored serves this process for as long as staleness allows. */
  private void keepBriefly(Read<K> read, Landing<V> landing) {
    if (read.settings().near() && landing.kept() && landing.validSince() - read.began() >= 0) {
      long until = landing.validSince() + read.settings().maxStalenessNanos();
      NearEntry<V> entry =
          new NearEntry<>(
              landing.value(),
              meters.counterOf(read),
              landing.validSince(),
              until,
              NearEntry.Details.unstored(read.cacheKey(), read.hash(), until, landing.bytes()));
      near.put(read.key(), entry, read.moment());
    }
  }

  /** How a read joins the load of its key. */
  interface Join<K, V> {
    CompletableFuture<Landing<V>> of(Read<K> read, long seenSoftExpiry);
  }
}
