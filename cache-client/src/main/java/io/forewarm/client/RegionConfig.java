package io.forewarm.client;

import io.forewarm.client.codec.Codec;
import io.forewarm.client.expiry.TtlBounds;
import io.forewarm.client.keys.KeyTemplate;
import io.forewarm.client.keys.Partitioning;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a region is.
 *
 * @param name letters, digits, '.', '_' and '-', at most 64
 * @param keyType class of the keys: a simple type for templates of one variable, a record whose
 *     components are named as the variables for any, or List for lists of the variables' texts
 * @param template form of the keys
 * @param partitioning which keys share a slot
 * @param valueVersion part of every key, 0 for none: raised when the type of the values changes so
 *     that old ones cannot be read
 * @param codec how values become bytes
 * @param softTtl how long a value is fresh
 * @param ttlBounds between what the soft TTL may follow how often values change and are read; null:
 *     it stays as it is
 * @param hardTtl how long it is kept and may be served while it is refreshed
 * @param ttlJitter share by which both are shortened at random, 0 to 0.5
 * @param absentTtl how long it is known that the origin has no value
 * @param maxStaleness bound of the near cache's staleness against Redis
 * @param nearBytes bound of the near cache, bytes; 0 for none
 * @param replicas whether hot keys are read from replicas in Redis; null: where it is a cluster
 * @param lease time until a dead holder's lease ends
 * @param timeout how long a read waits at most
 * @param beta weight of early refreshes (XFetch), 0 for none; 1 is the optimum of the paper
 * @param staleFor how long after its soft expiry a value may still answer, 0 for never
 * @param softTimeout how long a read waits for a fresh value where a stale one could answer, 0 for
 *     not at all
 * @param originLag how long after a write the origin may still answer as before it, 0 for never
 * @param failures what is done about an origin that fails
 * @param origin name of what the loaders read; regions of any service that name the same share a
 *     budget
 * @param speculativeLoadsPerSecond loads ahead of reads that all processes together may make of the
 *     origin, 0 for none
 * @param tags what a value is made of, where its loader does not say it
 * @param version the version that a value carries, where its loader does not say it; null: none
 * @param source reads one value of the origin, or null
 * @param batchLoader reads many values of the origin, or null; with neither of the two the region
 *     only writes
 */
public record RegionConfig<K, V>(
    String name,
    Class<K> keyType,
    KeyTemplate template,
    Partitioning partitioning,
    int valueVersion,
    Codec<V> codec,
    Duration softTtl,
    @Nullable TtlBounds ttlBounds,
    Duration hardTtl,
    double ttlJitter,
    Duration absentTtl,
    Duration maxStaleness,
    long nearBytes,
    @Nullable Boolean replicas,
    Duration lease,
    Duration timeout,
    double beta,
    Duration staleFor,
    Duration softTimeout,
    Duration originLag,
    FailurePolicy failures,
    String origin,
    int speculativeLoadsPerSecond,
    BiFunction<? super K, ? super V, ? extends Collection<String>> tags,
    @Nullable ToLongFunction<? super V> version,
    @Nullable Source<K, V> source,
    @Nullable BatchLoader<K, V> batchLoader) {

  /** Loads ahead of reads a second and origin unless another number is configured. */
  static final int SPECULATIVE_LOADS = 1_000;

  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
  private static final Duration FOR_EVER = Duration.ofDays(10_000);

  /** Refuses settings that defeat each other. */
  public RegionConfig {
    if (!name.matches(NAME)) {
      throw new IllegalArgumentException(
          "a region's name must be 1 to 64 letters, digits, '.', '_' or '-': '" + name + "'");
    }
    check(
        name,
        origin.matches(NAME),
        "origin",
        origin,
        "must be 1 to 64 letters, digits, '.', '_', '-'");
    check(
        name,
        speculativeLoadsPerSecond >= 0,
        "speculativeLoadsPerSecond",
        speculativeLoadsPerSecond,
        "must not be negative");
    check(name, valueVersion >= 0, "valueVersion", valueVersion, "must not be negative");
    positive(name, "softTtl", softTtl);
    check(
        name,
        ttlBounds == null || ttlBounds.hold(softTtl),
        "softTtl",
        softTtl,
        "must be within " + ttlBounds);
    positive(name, "absentTtl", absentTtl);
    positive(name, "lease", lease);
    positive(name, "timeout", timeout);
    check(
        name,
        hardTtl.compareTo(softTtl) >= 0,
        "hardTtl",
        hardTtl,
        "must not be below softTtl " + softTtl);
    check(name, ttlJitter >= 0 && ttlJitter <= 0.5, "ttlJitter", ttlJitter, "must be 0 to 0.5");
    check(name, !maxStaleness.isNegative(), "maxStaleness", maxStaleness, "must not be negative");
    check(name, nearBytes >= 0, "nearBytes", nearBytes, "must not be negative");
    check(name, !staleFor.isNegative(), "staleFor", staleFor, "must not be negative");
    check(
        name,
        !softTimeout.isNegative() && softTimeout.compareTo(timeout) < 0,
        "softTimeout",
        softTimeout,
        "must be 0 or more and below timeout " + timeout);
    check(name, !originLag.isNegative(), "originLag", originLag, "must not be negative");
    check(name, beta >= 0 && beta <= 10, "beta", beta, "must be 0 to 10");
  }

  private static void positive(String region, String setting, Duration value) {
    check(region, value.toMillis() >= 1, setting, value, "must be at least 1 ms");
  }

  private static void check(
      String region, boolean good, String setting, Object value, String mend) {
    if (!good) {
      throw new IllegalArgumentException(
          "region " + region + ": " + setting + "=" + value + " " + mend);
    }
  }

  /** Begins the description of a region. */
  public static <K> KeyStep<K> builder(String name, Class<K> keyType, String template) {
    return new KeyStep<>(name, keyType, KeyTemplate.of(template));
  }

  /** A region whose keys are known, but not its values. */
  public record KeyStep<K>(String name, Class<K> keyType, KeyTemplate template) {
    /** Says how values become bytes. */
    public <V> Builder<K, V> codec(Codec<V> codec) {
      return new Builder<>(this, codec);
    }
  }

  /** Collects the description of a region. */
  public static final class Builder<K, V> {
    private final KeyStep<K> keys;
    private final Codec<V> codec;
    private Partitioning partitioning = Partitioning.KEY;
    private int valueVersion;
    private Duration softTtl = Duration.ofMinutes(1);
    private @Nullable TtlBounds ttlBounds;
    private @Nullable Duration hardTtl;
    private double ttlJitter = 0.1;
    private Duration absentTtl = Duration.ofSeconds(10);
    private Duration maxStaleness = Duration.ofSeconds(2);
    private long nearBytes = 64L << 20;
    private @Nullable Boolean replicas;
    private Duration lease = Duration.ofSeconds(3);
    private Duration timeout = Duration.ofSeconds(10);
    private double beta = 1;
    private Duration staleFor = FOR_EVER;
    private Duration softTimeout = Duration.ZERO;
    private Duration originLag = Duration.ZERO;
    private FailurePolicy failures = FailurePolicy.DEFAULT;
    private String origin;
    private int speculativeLoadsPerSecond = SPECULATIVE_LOADS;
    private @Nullable ToLongFunction<? super V> version;
    private BiFunction<? super K, ? super V, ? extends Collection<String>> tags =
        (key, value) -> List.of();
    private @Nullable Source<K, V> source;
    private @Nullable BatchLoader<K, V> batchLoader;

    private Builder(KeyStep<K> keys, Codec<V> codec) {
      this.keys = keys;
      this.codec = Objects.requireNonNull(codec, "codec");
      this.origin = keys.name();
    }

    /** Which keys share a slot; {@link Partitioning#KEY} by default. */
    public Builder<K, V> partitioning(Partitioning partitioning) {
      this.partitioning = partitioning;
      return this;
    }

    /**
     * Version of the type of the values, 0 by default, which leaves the keys as they are. Raise it
     * with a change that cannot read old values: they are never met again, and end with their TTL.
     * While services of both versions run, each invalidates keys of its own version only; tags
     * reach both.
     */
    public Builder<K, V> valueVersion(int version) {
      this.valueVersion = version;
      return this;
    }

    /** How long a value is fresh; 1 minute by default. */
    public Builder<K, V> softTtl(Duration ttl) {
      this.softTtl = ttl;
      return this;
    }

    /**
     * Lets the soft TTL follow how often values are found changed when they are loaded again, and
     * how long after a load they are read; it begins with {@link #softTtl}. The hard TTL keeps its
     * distance. Unless this is called it stays as configured.
     */
    public Builder<K, V> ttlBounds(TtlBounds bounds) {
      this.ttlBounds = bounds;
      return this;
    }

    /**
     * How long a value is kept, and served while it is refreshed; ten times the soft TTL by
     * default.
     */
    public Builder<K, V> hardTtl(Duration ttl) {
      this.hardTtl = ttl;
      return this;
    }

    /** Share by which TTLs are shortened at random, 0 to 0.5; 0.1 by default. */
    public Builder<K, V> ttlJitter(double share) {
      this.ttlJitter = share;
      return this;
    }

    /** How long it is known that the origin has no value; 10 s by default. */
    public Builder<K, V> absentTtl(Duration ttl) {
      this.absentTtl = ttl;
      return this;
    }

    /** Bound of the near cache's staleness against Redis; 2 s by default. */
    public Builder<K, V> maxStaleness(Duration bound) {
      this.maxStaleness = bound;
      return this;
    }

    /** Bound of the near cache in bytes; 64 MiB by default, 0 for no near cache. */
    public Builder<K, V> nearBytes(long bytes) {
      this.nearBytes = bytes;
      return this;
    }

    /**
     * Whether hot keys are read from replicas on the masters of a cluster, within {@link
     * #maxStaleness}; by default they are where Redis is a cluster.
     */
    public Builder<K, V> replicas(boolean allowed) {
      this.replicas = allowed;
      return this;
    }

    /** Time until the lease of a dead holder ends; 3 s by default. Holders that live renew it. */
    public Builder<K, V> lease(Duration lease) {
      this.lease = lease;
      return this;
    }

    /** How long a read waits at most; 10 s by default. */
    public Builder<K, V> timeout(Duration timeout) {
      this.timeout = timeout;
      return this;
    }

    /** Weight of early refreshes, 0 to 10; 1 by default, 0 for none. */
    public Builder<K, V> beta(double beta) {
      this.beta = beta;
      return this;
    }

    /**
     * How long after its soft expiry a value may still answer while it is refreshed; as long as it
     * is kept by default, {@link Duration#ZERO} for never.
     */
    public Builder<K, V> staleFor(Duration longest) {
      this.staleFor = longest;
      return this;
    }

    /**
     * How long a read waits for a fresh value before it takes a stale one; by default it takes the
     * stale one at once. The load goes on and fills.
     */
    public Builder<K, V> softTimeout(Duration wait) {
      this.softTimeout = wait;
      return this;
    }

    /**
     * How long after a write the origin may still answer as before it, since it reads from a
     * replica of its own; never by default. What is loaded so soon after a write lives as long as
     * the write is old, at least 50 ms, and is then loaded anew.
     */
    public Builder<K, V> originLag(Duration longest) {
      this.originLag = longest;
      return this;
    }

    /** What is done about an origin that fails; {@link FailurePolicy#DEFAULT} by default. */
    public Builder<K, V> failures(FailurePolicy policy) {
      this.failures = policy;
      return this;
    }

    /**
     * Names what the loaders read, such as a database; the region's name by default. Regions that
     * name the same, in any service, share one budget of loads ahead of reads, and trouble that one
     * of them sees stops those of all.
     */
    public Builder<K, V> origin(String name) {
      this.origin = name;
      return this;
    }

    /**
     * Loads ahead of reads that all processes together may make of the origin in a second while it
     * is well; 1,000 by default, 0 for none. Regions that disagree get the least.
     */
    public Builder<K, V> speculativeLoadsPerSecond(int loads) {
      this.speculativeLoadsPerSecond = loads;
      return this;
    }

    /** Names what a value is made of, where its loader does not; nothing by default. */
    public Builder<K, V> tags(
        BiFunction<? super K, ? super V, ? extends Collection<String>> tagger) {
      this.tags = tagger;
      return this;
    }

    /**
     * Reads the version that a value itself carries, where its loader does not name one: it rises
     * with every write of the key. {@link Region#put} replaces only values of a known, lower
     * version; without this, it invalidates what was loaded or updated without a version.
     */
    public Builder<K, V> version(ToLongFunction<? super V> versions) {
      this.version = versions;
      return this;
    }

    /** Reads the origin; called on a thread of the client's pool. */
    public Builder<K, V> loader(Loader<K, V> loader) {
      return source(Source.of(loader));
    }

    /** Reads an origin that answers later; must not block. */
    public Builder<K, V> asyncLoader(AsyncLoader<K, V> loader) {
      return source(Source.of(loader));
    }

    /** Reads the origin and decides what is done with the value; called as {@link #loader}. */
    public Builder<K, V> decidingLoader(DecidingLoader<K, V> loader) {
      return source(Source.deciding(loader));
    }

    /** Reads the origin in any way. The last of these loaders holds. */
    public Builder<K, V> source(Source<K, V> source) {
      this.source = source;
      return this;
    }

    /** Reads what {@link Region#getAll} misses; also single keys where there is no other loader. */
    public Builder<K, V> batchLoader(BatchLoader<K, V> loader) {
      this.batchLoader = loader;
      return this;
    }

    /** Returns the description. */
    public RegionConfig<K, V> build() {
      Duration hard = hardTtl == null ? softTtl.multipliedBy(10) : hardTtl;
      return new RegionConfig<>(
          keys.name(),
          keys.keyType(),
          keys.template(),
          partitioning,
          valueVersion,
          codec,
          softTtl,
          ttlBounds,
          hard,
          ttlJitter,
          absentTtl,
          maxStaleness,
          nearBytes,
          replicas,
          lease,
          timeout,
          beta,
          staleFor,
          softTimeout,
          originLag,
          failures,
          origin,
          speculativeLoadsPerSecond,
          tags,
          version,
          source,
          batchLoader);
    }
  }
}
