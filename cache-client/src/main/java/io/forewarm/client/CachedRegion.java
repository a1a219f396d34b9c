package io.forewarm.client;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.forewarm.client.budget.Admission;
import io.forewarm.client.budget.Door;
import io.forewarm.client.keys.KeyFormat;
import io.forewarm.client.near.CoarseClock;
import io.forewarm.client.near.NearCache;
import io.forewarm.client.near.NearEntry;
import io.forewarm.client.redis.WriteId;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.RuleBook;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The read path, from top to bottom: near cache, Redis, loader.
 *
 * <p>A near hit is one lookup, two comparisons with the coarse clock and one counter. Everything
 * else goes past it ({@link RedisReads}), and what Redis does not have is loaded under its lease
 * ({@link RegionLoads}).
 */
final class CachedRegion<K, V> implements Region<K, V> {
  private static final long NEVER = Long.MIN_VALUE;

  private final RegionConfig<K, V> config;
  private final Engine engine;
  private final KeyFormat<K> format;
  private final NearCache<K, V> near;
  private final RegionMeters meters;
  private final RegionLoads<K, V> loads;
  private final Door door;
  private final RedisReads<K, V> reads;
  private final GroupReads<K, V> groups;
  private final Lookups<K, V> lookups;
  private final RegionWrites<K, V> writes;
  private final CompareAndSet<K, V> changes;
  private final Values<K, V> values;
  private final Invalidations invalidations;
  private final CoarseClock clock;
  private volatile RegionSettings settings;

  /** What of the settings a near hit needs: the bound of staleness, {@link #NEVER} without near. */
  private volatile long nearStalenessNanos;

  CachedRegion(RegionConfig<K, V> config, Engine engine) {
    this.config = config;
    this.engine = engine;
    this.clock = engine.clock();
    this.format =
        KeyFormat.of(
            config.name(),
            config.template(),
            config.keyType(),
            config.partitioning(),
            config.valueVersion());
    this.near = new NearCache<>(Math.max(1, config.nearBytes()), engine.index());
    this.meters = new RegionMeters(engine, config.name(), near);
    rules(engine.acting().rules());
    this.values = new Values<>(config, engine, meters);
    this.loads = new RegionLoads<>(config, engine, values, meters);
    this.door = new RegionDoor(loads.origin(), () -> settings.speculativeLoads());
    this.reads = new RedisReads<>(config, engine, near, meters, values, loads);
    this.groups = new GroupReads<>(engine, reads, loads);
    this.lookups = new Lookups<>(engine, reads, loads, values);
    this.writes = new RegionWrites<>(config, engine, values);
    this.changes = new CompareAndSet<>(config, engine, values);
    this.invalidations = new Invalidations(engine);
  }

  // --- reads -------------------------------------------------------------------------------------

  @Override
  public @Nullable V get(K key) {
    return get(key, Caller.ANYONE);
  }

  @Override
  public CompletableFuture<@Nullable V> getAsync(K key) {
    return getAsync(key, Caller.ANYONE);
  }

  @Override
  public Map<K, V> getAll(Collection<? extends K> keys) {
    return getAll(keys, Caller.ANYONE);
  }

  @Override
  public CompletableFuture<Map<K, V>> getAllAsync(Collection<? extends K> keys) {
    return getAllAsync(keys, Caller.ANYONE);
  }

  @Nullable V get(K key, Caller caller) {
    NearEntry<V> entry = nearHit(key, caller);
    return entry == null ? getPastNear(key, caller) : entry.value();
  }

  /** Apart from the near hit, so that this one is small enough to be compiled into its callers. */
  private @Nullable V getPastNear(K key, Caller caller) {
    Read<K> read = begin(key, caller);
    try {
      return Answers.await(readBySelf(read), read.deadline());
    } catch (ExecutionException | TimeoutException e) {
      throw failed(read, e);
    }
  }

  /** As {@link RedisReads#read}, but what Redis answers is taken on by the calling thread. */
  private CompletableFuture<@Nullable V> readBySelf(Read<K> read) throws TimeoutException {
    if (!read.settings().redis() || reads.replica(read) != null) {
      return reads.read(read);
    }
    try {
      return reads.answer(
          read,
          new Reply<>(Answers.await(engine.store().read(read.cacheKey()), read.deadline()), null),
          true);
    } catch (ExecutionException e) {
      return reads.answer(read, new Reply<>(null, e), true);
    }
  }

  CompletableFuture<@Nullable V> getAsync(K key, Caller caller) {
    NearEntry<V> entry = nearHit(key, caller);
    if (entry != null) {
      return completedFuture(entry.value());
    }
    Read<K> read = begin(key, caller);
    return bounded(read, reads.read(read));
  }

  Map<K, V> getAll(Collection<? extends K> keys, Caller caller) {
    return Answers.await(getAllAsync(keys, caller));
  }

  CompletableFuture<Map<K, V>> getAllAsync(Collection<? extends K> keys, Caller caller) {
    Map<K, @Nullable V> found = new LinkedHashMap<>();
    List<Read<K>> missing = new ArrayList<>();
    for (K key : new LinkedHashSet<K>(keys)) {
      NearEntry<V> entry = nearHit(key, caller);
      if (entry == null) {
        missing.add(begin(key, caller));
      }
      found.put(key, entry == null ? null : entry.value());
    }
    if (missing.isEmpty()) {
      return completedFuture(present(found));
    }
    return bounded(
        missing.get(0),
        groups.readAll(missing).thenCompose(answers -> fill(found, missing, answers)));
  }

  private CompletableFuture<Map<K, V>> fill(
      Map<K, @Nullable V> found,
      List<Read<K>> missing,
      List<CompletableFuture<@Nullable V>> answers) {
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .thenApply(
            all -> {
              for (int i = 0; i < answers.size(); i++) {
                found.put(missing.get(i).key(), answers.get(i).join());
              }
              return present(found);
            });
  }

  private static <K, V> Map<K, V> present(Map<K, @Nullable V> found) {
    Map<K, V> present = new LinkedHashMap<>();
    found.forEach(
        (key, value) -> {
          if (value != null) {
            present.put(key, value);
          }
        });
    return present;
  }

  @Override
  public Lookup<V> lookup(K key) {
    return lookup(key, Caller.ANYONE);
  }

  Lookup<V> lookup(K key, Caller caller) {
    NearEntry<V> entry = nearHit(key, caller);
    return entry == null ? lookups.ask(begin(key, caller)) : Lookup.found(entry.value());
  }

  /** Returns the near entry if it may be served; counts it. */
  private @Nullable NearEntry<V> nearHit(K key, Caller caller) {
    NearEntry<V> entry = near.get(key);
    if (entry == null || !caller.options().near()) {
      return null;
    }
    long nanos = clock.nanos();
    if (!entry.trusts(nanos)) {
      nanos = entry.look(clock);
      near.note(key);
    }
    if (!entry.provenAt(
        nanos + CoarseClock.RESOLUTION_NANOS, clock.provenNanos(), nearStalenessNanos)) {
      return null;
    }
    if (nanos - entry.earlyFrom() >= 0) {
      if (!entry.freshAt(nanos)) {
        return null;
      }
      reads.refreshEarly(() -> begin(key, caller.anyoneElse()), entry, nanos);
    }
    entry.hit();
    if (caller.user() != null) {
      engine.events().visit(caller.user(), entry.details().cacheKey());
    }
    return entry;
  }

  private Read<K> begin(K key, Caller caller) {
    long moment = engine.index().touches().now();
    long began = System.nanoTime();
    String cacheKey = format.cacheKey(key);
    if (caller.user() != null) {
      engine.events().visit(caller.user(), cacheKey);
    }
    RegionSettings now = settings.with(caller.options());
    return new Read<>(
        key,
        cacheKey,
        CacheKey.hash(cacheKey),
        began,
        moment,
        began + now.timeoutNanos(),
        engine.events().counter(cacheKey),
        now,
        caller.source(),
        WriteId.NONE);
  }

  private <T extends @Nullable Object> CompletableFuture<T> bounded(
      Read<K> read, CompletableFuture<T> answer) {
    return answer
        .orTimeout(Math.max(1, read.deadline() - System.nanoTime()), TimeUnit.NANOSECONDS)
        .exceptionallyCompose(failure -> CompletableFuture.failedFuture(failed(read, failure)));
  }

  private CacheException failed(Read<K> read, Throwable failure) {
    meters.failures.increment();
    Throwable cause = Answers.cause(failure);
    if (cause instanceof CacheException known) {
      return known;
    }
    if (cause instanceof TimeoutException || cause instanceof RegionLoads.GaveUp) {
      long millis = TimeUnit.NANOSECONDS.toMillis(read.settings().timeoutNanos());
      return new CacheException(
          read.cacheKey() + ": no answer within the timeout of " + millis + " ms", cause);
    }
    return new CacheException(read.cacheKey() + ": the load failed: " + cause.getMessage(), cause);
  }

  // --- writes ------------------------------------------------------------------------------------

  @Override
  public @Nullable V update(K key, OriginWrite<V> write) {
    return update(key, write, Caller.ANYONE);
  }

  @Override
  public CompletableFuture<@Nullable V> updateAsync(
      K key, Supplier<? extends CompletionStage<@Nullable V>> write) {
    return updateAsync(key, write, Caller.ANYONE);
  }

  @Override
  public CompletableFuture<Void> putAsync(K key, V value, long version) {
    return putAsync(key, value, version, Caller.ANYONE);
  }

  @Nullable V update(K key, OriginWrite<V> write, Caller caller) {
    return writes.update(target(key, caller), write);
  }

  CompletableFuture<@Nullable V> updateAsync(
      K key, Supplier<? extends CompletionStage<@Nullable V>> write, Caller caller) {
    return writes.updateAsync(target(key, caller), write);
  }

  @Override
  public Seized<V> seize(K key) {
    return seize(key, Caller.ANYONE);
  }

  Seized<V> seize(K key, Caller caller) {
    return changes.seize(target(key, caller));
  }

  @Override
  public Iterator<Map.Entry<K, V>> scan() {
    return new RegionScan<>(engine, format, values);
  }

  CompletableFuture<Void> putAsync(K key, V value, long version, Caller caller) {
    return writes.put(target(key, caller), value, version);
  }

  private RegionWrites.Target<K> target(K key, Caller caller) {
    return new RegionWrites.Target<>(key, format.cacheKey(key), settings.with(caller.options()));
  }

  @Override
  public CompletableFuture<Void> invalidateAsync(K key) {
    return invalidations.invalidate(format.cacheKey(key));
  }

  @Override
  public CompletableFuture<Void> invalidateTagAsync(String tag) {
    return invalidations.invalidateTag(tag);
  }

  @Override
  public CompletableFuture<Void> invalidatePrefixAsync(String prefix) {
    return invalidations.invalidatePrefix(format.cacheKeyPrefix(prefix));
  }

  // --- the rest ----------------------------------------------------------------------------------

  @Override
  public String name() {
    return config.name();
  }

  @Override
  public boolean acts(K key) {
    return engine.acting().areKnown() && engine.acting().has(format.cacheKey(key));
  }

  @Override
  public Region<K, V> as(String user) {
    return new RegionView<>(this, Caller.ANYONE.as(user));
  }

  @Override
  public Region<K, V> with(CallOptions options) {
    return new RegionView<>(this, Caller.ANYONE.with(options));
  }

  @Override
  public Region<K, V> loadedBy(Source<K, V> source) {
    return new RegionView<>(this, Caller.ANYONE.loadedBy(source));
  }

  boolean hasLoader() {
    return loads.origin().known();
  }

  /** The way to the origin for loads that nobody waits for yet. */
  Door door() {
    return door;
  }

  /** Asks for leave to load ahead of a read. */
  CompletableFuture<Admission> admit(BooleanSupplier wanted) {
    return engine.budgets().admit(config.origin(), door, wanted);
  }

  /** Brings a key that belongs near here; the second read finds what the first has loaded. */
  CompletableFuture<@Nullable V> bring(String cacheKey) {
    K key = format.parse(cacheKey);
    return key == null || !hasLoader()
        ? completedFuture(null)
        : getAsync(key).thenCompose(unused -> getAsync(key));
  }

  /** Loads a key because the pipeline says so; the outcome says whether anything was done. */
  CompletableFuture<RegionLoads.Warmed> warm(String cacheKey, long seenSoftExpiry) {
    K key = format.parse(cacheKey);
    return key == null
        ? completedFuture(RegionLoads.Warmed.skipped("the key does not have the region's form"))
        : loads.warm(begin(key, Caller.ANYONE), seenSoftExpiry);
  }

  void rules(RuleBook rules) {
    RegionSettings now =
        RegionSettings.of(config, rules.forRegion(config.name()), engine.store().spread());
    settings = now;
    nearStalenessNanos = now.near() ? now.maxStalenessNanos() : NEVER;
  }

  /** Removes near entries that are past the hard TTL. */
  void removeAged() {
    near.removeReadBefore(System.nanoTime() - settings.hardTtl().toNanos());
  }

  NearCache<K, V> near() {
    return near;
  }
}
