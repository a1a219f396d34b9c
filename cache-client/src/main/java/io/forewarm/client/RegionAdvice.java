package io.forewarm.client;

import io.forewarm.client.redis.ValueStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for settings of a region that each are possible and together defeat each other. Pure: no
 * Redis, no clock.
 */
final class RegionAdvice {
  private static final Duration SHORTEST_LEASE = Duration.ofMillis(100);

  /** What a near entry costs beside its value, bytes, about. */
  private static final long NEAR_ENTRY = 256;

  private static final long FEW_NEAR_ENTRIES = 100;

  private static final int MOST_LOADS_AHEAD = 100_000;

  private final RegionConfig<?, ?> config;
  private final List<Advice> found = new ArrayList<>();

  private RegionAdvice(RegionConfig<?, ?> config) {
    this.config = config;
  }

  /**
   * Returns what is to be said about a region; nothing about the defaults.
   *
   * @param cluster whether Redis has several masters
   */
  static List<Advice> of(RegionConfig<?, ?> config, boolean cluster) {
    RegionAdvice advice = new RegionAdvice(config);
    advice.times();
    advice.near();
    advice.replicas(cluster);
    advice.lease();
    advice.stale();
    advice.origin();
    advice.originLag();
    advice.loadsAhead();
    return List.copyOf(advice.found);
  }

  private void times() {
    warn(
        config.absentTtl().compareTo(config.hardTtl()) > 0,
        "absentTtl=" + config.absentTtl(),
        "it is known for longer that there is no value than any value is kept",
        "set it to hardTtl " + config.hardTtl() + " or less");
    warn(
        Duration.ofMillis(1).compareTo(config.softTtl().dividedBy(20)) > 0,
        "softTtl=" + config.softTtl(),
        "it ends within about the time of a round trip to Redis: every read finds it stale",
        "set it to 20 ms or more, or do not cache");
  }

  private void near() {
    if (config.nearBytes() == 0) {
      return;
    }
    refuse(
        config.nearBytes() < NEAR_ENTRY,
        "nearBytes=" + config.nearBytes(),
        "not even an empty value fits, each entry costs about " + NEAR_ENTRY + " bytes",
        "set it to some MiB, or to 0 for no near cache");
    warn(
        config.nearBytes() >= NEAR_ENTRY && config.nearBytes() < FEW_NEAR_ENTRIES * NEAR_ENTRY,
        "nearBytes=" + config.nearBytes(),
        "fewer than " + FEW_NEAR_ENTRIES + " small values fit, hot keys drive each other out",
        "set it to some MiB, or to 0 for no near cache");
    warn(
        config.maxStaleness().compareTo(config.softTtl()) > 0,
        "maxStaleness=" + config.maxStaleness(),
        "no entry is served beyond softTtl " + config.softTtl() + ", so the bound has no effect",
        "set it to softTtl or less");
    warn(
        config.maxStaleness().isZero(),
        "maxStaleness=PT0S",
        "without Kafka no near entry may be served, and each costs memory",
        "allow some staleness, or set nearBytes to 0");
  }

  private void replicas(boolean cluster) {
    boolean wanted = Boolean.TRUE.equals(config.replicas());
    warn(
        wanted && !cluster,
        "replicas=true",
        "Redis is no cluster: a replica takes no load off the only master, and costs it a copy",
        "leave it out, hot keys have replicas where Redis is a cluster");
    warn(
        wanted && config.maxStaleness().isZero(),
        "replicas=true",
        "with maxStaleness 0 no replica may ever answer",
        "allow some staleness, or leave it out");
  }

  private void lease() {
    warn(
        config.lease().compareTo(config.timeout()) > 0,
        "lease=" + config.lease(),
        "when its holder dies, readers give up after timeout "
            + config.timeout()
            + " before another may load",
        "set it to a third of timeout or less; holders that live renew it");
    warn(
        config.lease().compareTo(SHORTEST_LEASE) < 0,
        "lease=" + config.lease(),
        "a pause of the garbage collector loses it, and the key is loaded twice",
        "set it to 100 ms or more, better 1 s");
  }

  private void stale() {
    boolean keepsStale = config.hardTtl().compareTo(config.softTtl()) > 0;
    boolean servesStale = keepsStale && !config.staleFor().isZero();
    warn(
        !keepsStale,
        "hardTtl=" + config.hardTtl(),
        "it ends with softTtl: all readers wait at every expiry, and a failing origin is felt at"
            + " once",
        "set it to ten times softTtl");
    warn(
        keepsStale && config.staleFor().isZero() && config.beta() == 0,
        "beta=0.0",
        "with staleFor 0 and no early refresh all readers wait at every expiry",
        "set beta to 1, or allow stale values");
    warn(
        !servesStale && !config.softTimeout().isZero(),
        "softTimeout=" + config.softTimeout(),
        "there is never a stale value that could answer after it",
        "allow stale values by staleFor and hardTtl, or leave it out");
  }

  private void origin() {
    FailurePolicy failures = config.failures();
    warn(
        config.source() == null && config.batchLoader() == null,
        "loader",
        "there is none: a read of what is not cached fails",
        "give it one, or use Forewarm.writes() where nothing is read");
    warn(
        failures.retries() > 0
            && failures.firstPause().multipliedBy(failures.retries()).compareTo(config.timeout())
                >= 0,
        "failures.retries=" + failures.retries(),
        "their pauses of "
            + failures.firstPause()
            + " or more take longer than timeout "
            + config.timeout()
            + ": no reader sees what they bring",
        "shorten firstPause or try less often");
    warn(
        failures.retries() == 0 && failures.loadTimeout().compareTo(config.timeout()) < 0,
        "failures.loadTimeout=" + failures.loadTimeout(),
        "loads are given up while readers would still wait, until timeout "
            + config.timeout()
            + ", and not tried again",
        "set it to timeout or more, or allow a retry");
  }

  private void originLag() {
    Duration lag = config.originLag();
    refuse(
        lag.compareTo(ValueStore.TOMBSTONE_KEPT) > 0,
        "originLag=" + lag,
        "Redis remembers a write for " + ValueStore.TOMBSTONE_KEPT + " only",
        "set it to that or less");
    refuse(
        lag.multipliedBy(2).compareTo(config.softTtl()) > 0,
        "originLag=" + lag,
        "it is more than half of softTtl "
            + config.softTtl()
            + ": a value of every write would be taken for one from before it",
        "set it to half of softTtl or less, or raise softTtl");
  }

  private void loadsAhead() {
    warn(
        config.speculativeLoadsPerSecond() > MOST_LOADS_AHEAD,
        "speculativeLoadsPerSecond=" + config.speculativeLoadsPerSecond(),
        "no origin answers so many: it bounds nothing until the origin is in trouble",
        "set it to a tenth of what the origin can take, or leave it out");
    warn(
        config.speculativeLoadsPerSecond() > 0 && config.failures().maxLoads() == 1,
        "failures.maxLoads=1",
        "loads ahead of reads may have half of the places, which is none",
        "set it to 2 or more, or speculativeLoadsPerSecond to 0");
  }

  private void warn(boolean so, String setting, String problem, String mend) {
    add(so, setting, problem, mend, false);
  }

  private void refuse(boolean so, String setting, String problem, String mend) {
    add(so, setting, problem, mend, true);
  }

  private void add(boolean so, String setting, String problem, String mend, boolean refused) {
    if (so) {
      found.add(new Advice(config.name(), setting, problem, mend, refused));
    }
  }
}
