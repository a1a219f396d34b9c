package io.forewarm.client;

import io.forewarm.schemas.Rule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a call now: the region's configuration, overruled by the rules, and these by what
 * the call wants.
 *
 * @param near whether the near cache serves
 * @param redis whether Redis is read and filled
 * @param replicas whether hot keys are read from replicas in Redis
 * @param adaptiveTtl whether neither rule nor call say how long values are fresh
 * @param staleForMillis how long after its soft expiry a value may answer
 * @param softTimeoutNanos how long to wait for a fresh value where a stale one could answer
 * @param timeoutNanos how long to wait at most
 * @param originLag what is done about an origin that shows its writes late
 * @param speculativeLoads ahead of reads that all processes may make of the origin in a second
 * @param lifeByKey whether rules about keys may say how long values live: the call does not
 */
record RegionSettings(
    boolean near,
    boolean redis,
    boolean replicas,
    Duration softTtl,
    boolean adaptiveTtl,
    Duration hardTtl,
    long maxStalenessNanos,
    long staleForMillis,
    long softTimeoutNanos,
    long timeoutNanos,
    OriginLag originLag,
    int speculativeLoads,
    boolean lifeByKey) {

  /**
   * Returns what holds for calls that want nothing else.
   *
   * @param cluster whether replicas lie on other masters
   */
  static RegionSettings of(RegionConfig<?, ?> config, Rule rule, boolean cluster) {
    Boolean replicas = rule.getReplicas() == null ? config.replicas() : rule.getReplicas();
    Duration soft = millis(rule.getSoftTtlMs(), config.softTtl());
    Duration hard = millis(rule.getHardTtlMs(), config.hardTtl());
    Integer loads = rule.getSpeculativeLoadsPerSecond();
    return new RegionSettings(
        config.nearBytes() > 0 && on(rule.getNear()),
        on(rule.getRedis()),
        replicas == null ? cluster : replicas,
        soft,
        rule.getSoftTtlMs() == null,
        longer(soft, hard),
        millis(rule.getMaxStalenessMs(), config.maxStaleness()).toNanos(),
        config.staleFor().toMillis(),
        config.softTimeout().toNanos(),
        config.timeout().toNanos(),
        new OriginLag(config.originLag().toMillis()),
        loads == null ? config.speculativeLoadsPerSecond() : loads,
        true);
  }

  /** A kill switch stays off whatever the call wants. */
  RegionSettings with(CallOptions call) {
    if (call.equals(CallOptions.DEFAULT)) {
      return this;
    }
    Duration soft = call.softTtl() == null ? softTtl : call.softTtl();
    Duration hard = call.hardTtl() == null ? soft.plus(hardTtl.minus(softTtl)) : call.hardTtl();
    return new RegionSettings(
        near && call.near() && call.redis(),
        redis && call.redis(),
        replicas && call.near() && call.redis(),
        soft,
        adaptiveTtl && call.softTtl() == null,
        longer(soft, hard),
        maxStalenessNanos,
        call.staleFor() == null ? staleForMillis : call.staleFor().toMillis(),
        call.softTimeout() == null ? softTimeoutNanos : call.softTimeout().toNanos(),
        call.timeout() == null ? timeoutNanos : call.timeout().toNanos(),
        originLag,
        speculativeLoads,
        lifeByKey && call.softTtl() == null && call.hardTtl() == null);
  }

  /** Returns how long the value of a key lives whose rules are merged here. */
  RegionSettings living(Rule rule) {
    if (!lifeByKey || (rule.getSoftTtlMs() == null && rule.getHardTtlMs() == null)) {
      return this;
    }
    Duration soft = millis(rule.getSoftTtlMs(), softTtl);
    return new RegionSettings(
        near,
        redis,
        replicas,
        soft,
        adaptiveTtl && rule.getSoftTtlMs() == null,
        longer(soft, millis(rule.getHardTtlMs(), hardTtl)),
        maxStalenessNanos,
        staleForMillis,
        softTimeoutNanos,
        timeoutNanos,
        originLag,
        speculativeLoads,
        true);
  }

  private static Duration longer(Duration soft, Duration hard) {
    return hard.compareTo(soft) < 0 ? soft : hard;
  }

  private static Duration millis(@Nullable Long ruled, Duration fallback) {
    return ruled == null ? fallback : Duration.ofMillis(ruled);
  }

  private static boolean on(@Nullable Boolean ruled) {
    return ruled == null || ruled;
  }
}
