package io.forewarm.spring;

import io.forewarm.client.FailurePolicy;
import io.forewarm.client.RegionConfig;
import io.forewarm.client.keys.Partitioning;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of a region. What is not set is as the client has it.
 *
 * @param key form of the keys, as in product:{id}; by default the parameters of the cached method
 * @param valueType class of the values, as in com.shop.Product or
 *     java.util.List&lt;java.lang.Long>; by default what the cached method returns
 * @param softTtl how long a value is fresh; 1 minute by default
 * @param hardTtl how long it is kept, and served while it is refreshed; ten times the soft TTL by
 *     default
 * @param ttlJitter share by which both are shortened at random, 0 to 0.5
 * @param absentTtl how long it is known that there is no value; 10 s by default
 * @param staleFor how long after its soft expiry a value may still answer; 0 for never
 * @param softTimeout how long a read waits for a fresh value where a stale one could answer
 * @param timeout how long a read waits at most; 10 s by default
 * @param maxStaleness bound of the near cache's staleness against Redis; 2 s by default
 * @param nearSize bound of the near cache; 64 MB by default, 0 for none
 * @param replicas whether hot keys are read from replicas in a Redis Cluster
 * @param lease time until a dead holder's lease ends; 3 s by default
 * @param beta weight of early refreshes, 0 for none
 * @param originLag how long after a write the origin may still answer as before it
 * @param origin name of what the methods read; regions with the same share a budget of loads ahead
 * @param speculativeLoadsPerSecond loads ahead of reads that all processes together may make
 * @param maxLoads loads that run at a time in this process
 * @param loadTimeout after this a load counts as failed
 * @param version property of the values that rises with every write of the key; with it CachePut
 *     stores, without it CachePut invalidates
 * @param valueVersion version of the type of the values; raise it with a change that cannot read
 *     old ones
 * @param partitioning which keys share a slot of a Redis Cluster
 * @param answers exceptions by which a method answers, such as NotFound, and does not fail: they
 *     reach the caller and are neither remembered nor counted as failures of the origin
 */
public record RegionProperties(
    @Nullable String key,
    @Nullable String valueType,
    @Nullable Duration softTtl,
    @Nullable Duration hardTtl,
    @Nullable Double ttlJitter,
    @Nullable Duration absentTtl,
    @Nullable Duration staleFor,
    @Nullable Duration softTimeout,
    @Nullable Duration timeout,
    @Nullable Duration maxStaleness,
    @Nullable DataSize nearSize,
    @Nullable Boolean replicas,
    @Nullable Duration lease,
    @Nullable Double beta,
    @Nullable Duration originLag,
    @Nullable String origin,
    @Nullable Integer speculativeLoadsPerSecond,
    @Nullable Integer maxLoads,
    @Nullable Duration loadTimeout,
    @Nullable String version,
    @Nullable Integer valueVersion,
    @Nullable Partitioning partitioning,
    @DefaultValue List<Class<? extends Throwable>> answers) {

  static final RegionProperties NONE =
      new RegionProperties(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
          null, null, null, null, null, null, null, List.of());

  void applyTo(RegionConfig.Builder<?, ?> region) {
    set(softTtl, region::softTtl);
    set(hardTtl, region::hardTtl);
    set(ttlJitter, region::ttlJitter);
    set(absentTtl, region::absentTtl);
    set(staleFor, region::staleFor);
    set(softTimeout, region::softTimeout);
    set(timeout, region::timeout);
    set(maxStaleness, region::maxStaleness);
    set(nearSize, size -> region.nearBytes(size.toBytes()));
    set(replicas, region::replicas);
    set(lease, region::lease);
    set(beta, region::beta);
    set(originLag, region::originLag);
    set(origin, region::origin);
    set(speculativeLoadsPerSecond, region::speculativeLoadsPerSecond);
    set(valueVersion, region::valueVersion);
    set(partitioning, region::partitioning);
  }

  FailurePolicy applyTo(FailurePolicy policy) {
    FailurePolicy failures = maxLoads == null ? policy : policy.maxLoads(maxLoads);
    return loadTimeout == null ? failures : failures.loadTimeout(loadTimeout);
  }

  private static <T> void set(@Nullable T value, Consumer<T> setting) {
    if (value != null) {
      setting.accept(value);
    }
  }
}
