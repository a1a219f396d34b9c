package io.forewarm.client;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.forewarm.client.keys.KeyFormat;
import io.forewarm.client.near.NearCache;
import io.forewarm.client.near.NearEntry;
import io.forewarm.client.redis.Envelope;
import io.forewarm.client.redis.LeaseRequest;
import io.forewarm.client.stampede.EarlyRefresh;
import io.forewarm.client.stampede.Landing;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.RuleBook;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The read path, from top to bottom: near cache, Redis, loader.
 *
 * <p>A near hit is one lookup, two comparisons with the coarse clock and one counter. Everything
 * else goes to Redis: a fresh value is returned, a stale one is returned and refreshed behind the
 * caller's back, and only where there is neither does the caller wait, for the one load that the
 * lease allows ({@link RegionLoads}).
 */
final class CachedRegion<K, V> implements Region<K, V> {
  private final RegionConfig<K, V> config;
  private final Engine engine;
  private final KeyFormat<K> format;
  private final NearCache<K, V> near;
  private final RegionMeters meters;
  private final RegionLoads<K, V> loads;
  private final RegionWrites<K, V> writes;
  private final long timeoutNanos;
  private volatile RegionSettings settings;

  CachedRegion(RegionConfig<K, V> config, Engine engine, RuleBook rules) {
    this.config = config;
    this.engine = engine;
    this.format =
        KeyFormat.of(config.name(), config.template(), config.keyType(), config.partitioning());
    this.near =
        new NearCache<>(
            Math.max(1, config.nearBytes()), config.hardTtl(), engine.index(), engine.clock());
    this.meters = new RegionMeters(engine.meters(), config.name(), near);
    this.settings = RegionSettings.of(config, rules.forRegion(config.name()));
    Values<V> values = new Values<>(config, engine);
    this.loads = new RegionLoads<>(config, engine, values, meters, () -> settings);
    this.writes = new RegionWrites<>(config, engine, values, () -> settings);
    this.timeoutNanos = config.timeout().toNanos();
  }

  // --- reads -------------------------------------------------------------------------------------

  @Override
  public @Nullable V get(K key) {
    return get(key, null);
  }

  @Override
  public CompletableFuture<@Nullable V> getAsync(K key) {
    return getAsync(key, null);
  }

  @Nullable V get(K key, @Nullable String user) {
    NearEntry<V> entry = nearHit(key, user);
    if (entry != null) {
      return entry.value();
    }
    Read<K> read = begin(key, user);
    CompletableFuture<@Nullable V> answer;
    if (!settings.redis()) {
      answer = withoutRedis(read);
    } else {
      try {
        answer = judge(read, engine.store().read(read.cacheKey()).get(), true);
      } catch (ExecutionException e) {
        answer = withoutRedis(read);
      } catch (InterruptedException e) {
        throw interrupted(read.cacheKey());
      }
    }
    return await(read, answer);
  }

  CompletableFuture<@Nullable V> getAsync(K key, @Nullable String user) {
    NearEntry<V> entry = nearHit(key, user);
    if (entry != null) {
      return completedFuture(entry.value());
    }
    Read<K> read = begin(key, user);
    return through(read, true)
        .orTimeout(timeoutNanos, TimeUnit.NANOSECONDS)
        .exceptionallyCompose(
            failure -> CompletableFuture.failedFuture(failed(read.cacheKey(), failure)));
  }

  @Override
  public Map<K, V> getAll(Collection<? extends K> keys) {
    return getAll(keys, null);
  }

  Map<K, V> getAll(Collection<? extends K> keys, @Nullable String user) {
    Map<K, V> found = new LinkedHashMap<>();
    List<Read<K>> reads = new ArrayList<>();
    for (K key : keys) {
      NearEntry<V> entry = nearHit(key, user);
      if (entry == null) {
        reads.add(begin(key, user));
      } else {
        put(found, key, entry.value());
      }
    }
    if (!reads.isEmpty()) {
      List<CompletableFuture<@Nullable V>> answers = throughAll(reads);
      for (int i = 0; i < reads.size(); i++) {
        put(found, reads.get(i).key(), await(reads.get(i), answers.get(i)));
      }
    }
    return found;
  }

  private static <K, V> void put(Map<K, V> found, K key, @Nullable V value) {
    if (value != null) {
      found.put(key, value);
    }
  }

  /** Returns the near entry if it may be served; counts it. */
  private @Nullable NearEntry<V> nearHit(K key, @Nullable String user) {
    NearEntry<V> entry = near.get(key);
    if (entry == null || !settings.near()) {
      return null;
    }
    long now = engine.clock().nanos();
    if (!entry.freshAt(now) || !proven(entry, now)) {
      return null;
    }
    entry.counter().nearHit(false);
    meters.nearHits.increment();
    if (user != null) {
      engine.events().visit(user, entry.cacheKey());
    }
    if (now - entry.earlyFrom() >= 0) {
      refreshEarly(key, entry, now);
    }
    return entry;
  }

  private boolean proven(NearEntry<V> entry, long now) {
    return entry.provenAt(now, engine.clock().provenNanos(), settings.maxStalenessNanos());
  }

  private void refreshEarly(K key, NearEntry<V> entry, long now) {
    double remaining = (entry.softExpiresAt() - now) / 1000.0;
    if (earlyRefreshDue(remaining, entry.loadMicros())) {
      loads.refresh(begin(key, null), entry.softExpiryMillis());
    }
  }

  private boolean earlyRefreshDue(double remainingMicros, int loadMicros) {
    double random = 1 - ThreadLocalRandom.current().nextDouble();
    return EarlyRefresh.due(remainingMicros, loadMicros, config.beta(), random);
  }

  private Read<K> begin(K key, @Nullable String user) {
    long moment = engine.index().touches().now();
    long began = System.nanoTime();
    String cacheKey = format.cacheKey(key);
    if (user != null) {
      engine.events().visit(user, cacheKey);
    }
    long hash = CacheKey.hash(cacheKey);
    return new Read<>(
        key,
        cacheKey,
        hash,
        began,
        moment,
        began + timeoutNanos,
        engine.events().counter(cacheKey));
  }

  private CompletableFuture<@Nullable V> through(Read<K> read, boolean count) {
    if (!settings.redis()) {
      return withoutRedis(read);
    }
    return Reply.of(engine.store().read(read.cacheKey()))
        .thenComposeAsync(
            reply ->
                reply.failure() == null ? judge(read, reply.value(), count) : withoutRedis(read),
            engine.callbacks());
  }

  private List<CompletableFuture<@Nullable V>> throughAll(List<Read<K>> reads) {
    List<@Nullable Envelope> stored;
    try {
      if (!settings.redis()) {
        return reads.stream().map(this::withoutRedis).toList();
      }
      stored = engine.store().readAll(reads.stream().map(Read::cacheKey).toList()).get();
    } catch (ExecutionException e) {
      return reads.stream().map(this::withoutRedis).toList();
    } catch (InterruptedException e) {
      throw interrupted(reads.get(0).cacheKey());
    }
    List<CompletableFuture<@Nullable V>> answers = new ArrayList<>();
    for (int i = 0; i < reads.size(); i++) {
      answers.add(judge(reads.get(i), stored.get(i), true));
    }
    return answers;
  }

  /** Decides what Redis' answer is worth. */
  private CompletableFuture<@Nullable V> judge(
      Read<K> read, @Nullable Envelope stored, boolean count) {
    if (stored == null || !stored.answers()) {
      return miss(read, LeaseRequest.FRESH, count);
    }
    Values.Decoded<V> decoded = loads.values().decode(read.cacheKey(), stored);
    if (decoded == null) {
      return miss(read, stored.softExpiresAt(), count);
    }
    long remaining = stored.softExpiresAt() - engine.store().now();
    if (count) {
      hit(read, stored, remaining <= 0);
    }
    if (remaining <= 0 || earlyRefreshDue(remaining * 1000.0, stored.loadMicros())) {
      loads.refresh(read, stored.softExpiresAt());
    }
    if (remaining > 0) {
      keepNear(read, stored, decoded, remaining);
    }
    return completedFuture(decoded.value());
  }

  private void hit(Read<K> read, Envelope stored, boolean stale) {
    read.counter().redisHit(stale);
    read.counter().seen(stored.storedBytes(), stored.softExpiresAt());
    meters.redisHits.increment();
    if (stale) {
      meters.staleHits.increment();
    }
  }

  private void keepNear(
      Read<K> read, Envelope stored, Values.Decoded<V> decoded, long remainingMillis) {
    if (!settings.near() || !engine.heat().read(read.cacheKey(), read.hash())) {
      return;
    }
    long softExpiresAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(remainingMillis);
    double horizon = EarlyRefresh.horizonMicros(stored.loadMicros(), config.beta()) * 1000;
    NearEntry<V> entry =
        new NearEntry<>(
            read.cacheKey(),
            read.hash(),
            decoded.value(),
            read.began(),
            softExpiresAt,
            softExpiresAt - (long) horizon,
            stored.loadMicros(),
            stored.softExpiresAt(),
            stored.payload().length,
            read.counter());
    near.put(read.key(), entry, read.moment());
  }

  /** Waits for the load of the key, this reader's or another's. */
  private CompletableFuture<@Nullable V> miss(Read<K> read, long seenSoftExpiry, boolean count) {
    if (count) {
      read.counter().miss();
      meters.misses.increment();
    }
    return landed(read, loads.join(read, seenSoftExpiry));
  }

  private CompletableFuture<@Nullable V> landed(
      Read<K> read, CompletableFuture<Landing<V>> flight) {
    return flight.thenCompose(
        landing ->
            landing.answers(read.began())
                ? completedFuture(landing.value())
                : through(read, false));
  }

  /**
   * Redis does not answer: a near value that may still be served, or one load a key and process.
   */
  private CompletableFuture<@Nullable V> withoutRedis(Read<K> read) {
    NearEntry<V> entry = near.get(read.key());
    if (entry != null && settings.near() && proven(entry, System.nanoTime())) {
      entry.counter().nearHit(true);
      meters.nearHits.increment();
      meters.staleHits.increment();
      loads.refreshWithoutRedis(read);
      return completedFuture(entry.value());
    }
    read.counter().miss();
    meters.misses.increment();
    return loads
        .joinWithoutRedis(read)
        .thenApply(
            landing -> {
              keepBriefly(read, landing);
              return landing.value();
            });
  }

  /** A value that could not be stored serves this process for as long as staleness allows. */
  private void keepBriefly(Read<K> read, Landing<V> landing) {
    if (settings.near() && landing.validSince() - read.began() >= 0) {
      long end = landing.validSince() + settings.maxStalenessNanos();
      near.put(
          read.key(),
          new NearEntry<>(
              read.cacheKey(),
              read.hash(),
              landing.value(),
              landing.validSince(),
              end,
              end,
              0,
              0,
              1024,
              read.counter()),
          read.moment());
    }
  }

  private @Nullable V await(Read<K> read, CompletableFuture<@Nullable V> answer) {
    try {
      return answer.get(Math.max(1, read.deadline() - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw interrupted(read.cacheKey());
    } catch (ExecutionException | TimeoutException e) {
      throw failed(read.cacheKey(), e);
    }
  }

  private CacheException failed(String cacheKey, Throwable failure) {
    meters.failures.increment();
    Throwable cause = failure;
    while (cause.getCause() != null
        && (cause instanceof ExecutionException || cause instanceof CompletionException)) {
      cause = cause.getCause();
    }
    if (cause instanceof CacheException known) {
      return known;
    }
    return cause instanceof TimeoutException
        ? new CacheException(
            cacheKey + ": no answer within the region's timeout of " + config.timeout(), cause)
        : new CacheException(cacheKey + ": the load failed: " + cause.getMessage(), cause);
  }

  private static CacheException interrupted(String cacheKey) {
    Thread.currentThread().interrupt();
    return new CacheException(cacheKey + ": the reading thread was interrupted", null);
  }

  // --- writes ------------------------------------------------------------------------------------

  @Override
  public @Nullable V update(K key, OriginWrite<V> write) {
    return writes.update(format.cacheKey(key), write);
  }

  @Override
  public void put(K key, V value, long version) {
    writes.put(format.cacheKey(key), value, version);
  }

  @Override
  public void invalidate(K key) {
    writes.invalidate(format.cacheKey(key));
  }

  @Override
  public CompletableFuture<Void> invalidateAsync(K key) {
    return writes.invalidateAsync(format.cacheKey(key));
  }

  // --- the rest ----------------------------------------------------------------------------------

  @Override
  public String name() {
    return config.name();
  }

  @Override
  public Region<K, V> as(String user) {
    return new UserRegion<>(this, user);
  }

  boolean hasLoader() {
    return config.loader() != null || config.asyncLoader() != null;
  }

  /** Loads a key because the pipeline says so; the outcome says whether anything was done. */
  CompletableFuture<RegionLoads.Warmed> warm(String cacheKey, long seenSoftExpiry) {
    K key = format.parse(cacheKey);
    return key == null
        ? completedFuture(RegionLoads.Warmed.skipped("the key does not have the region's form"))
        : loads.warm(begin(key, null), seenSoftExpiry);
  }

  void rules(RuleBook rules) {
    settings = RegionSettings.of(config, rules.forRegion(config.name()));
  }

  NearCache<K, V> near() {
    return near;
  }
}
