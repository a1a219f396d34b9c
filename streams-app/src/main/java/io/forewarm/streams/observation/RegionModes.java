package io.forewarm.streams.observation;

import io.forewarm.schemas.CacheFigures;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.Insight;
import io.forewarm.schemas.KeyAccess;
import io.forewarm.schemas.Mode;
import io.forewarm.schemas.Observation;
import io.forewarm.schemas.RegionStats;
import io.forewarm.schemas.Rollout;
import io.forewarm.schemas.RuleBook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was reported of each region and mode in one partition since the last account, and the
 * observed caches. Not safe for concurrent use.
 */
final class RegionModes {
  private final int partition;
  private final int mostKeys;
  private final Duration life;
  private final Map<Group, CacheFigures> measured = new HashMap<>();
  private final Map<String, Observed> observed = new HashMap<>();

  private record Group(String region, Mode mode) {}

  private record Observed(ObservedCache cache, long since) {}

  /**
   * Begins with nothing.
   *
   * @param life for how long values are fresh where no rule says it
   */
  RegionModes(int partition, int mostKeys, Duration life) {
    this.partition = partition;
    this.mostKeys = mostKeys;
    this.life = life;
  }

  /** Takes what a client did with a key between two times; what no rule speaks of is left out. */
  void take(KeyAccess access, String client, long begin, long end, RuleBook rules) {
    Rollout rollout = rules.rollout(access.getKey());
    if (!rollout.ruled()) {
      return;
    }
    String region = CacheKey.region(access.getKey());
    boolean acts = rollout.acts(access.getKey(), client);
    Group group = new Group(region, acts ? Mode.ACT : Mode.OBSERVE);
    add(measured.computeIfAbsent(group, fresh -> new CacheFigures()), access);
    if (!acts) {
      cache(region, rules, end).take(access, begin, end);
    }
  }

  private static void add(CacheFigures sums, KeyAccess access) {
    sums.setReads(sums.getReads() + access.getReads());
    sums.setMisses(sums.getMisses() + access.getMisses());
    sums.setStaleHits(sums.getStaleHits() + access.getStaleHits());
    sums.setLoads(sums.getLoads() + access.getLoads());
    sums.setLoadMicros(sums.getLoadMicros() + access.getLoadMicros());
    sums.setWaitMicros(sums.getWaitMicros() + access.getWaitMicros());
    sums.setWrites(sums.getWrites() + access.getWrites());
  }

  /** A region whose values live otherwise is observed anew. */
  private ObservedCache cache(String region, RuleBook rules, long now) {
    Lives lives = Lives.of(rules.forRegion(region), life);
    Observed known = observed.get(region);
    if (known == null || !known.cache().lives().equals(lives)) {
      known = new Observed(new ObservedCache(lives, mostKeys), now);
      observed.put(region, known);
    }
    return known.cache();
  }

  /** Returns the cache of a region that is observed; null if it is not. */
  @Nullable ObservedCache cache(String region) {
    Observed known = observed.get(region);
    return known == null ? null : known.cache();
  }

  /** Returns the account of a span, and begins the next one. */
  List<Insight> account(long from, long to) {
    List<Insight> accounts = new ArrayList<>();
    measured.forEach((group, sums) -> accounts.add(account(group, sums, from, to)));
    observed.values().removeIf(known -> known.cache.isOver(to));
    measured.clear();
    return accounts;
  }

  private Insight account(Group group, CacheFigures sums, long from, long to) {
    Observation.Builder observation =
        Observation.newBuilder().setPartition(partition).setMode(group.mode).setMeasured(sums);
    Observed known = observed.get(group.region);
    if (known != null && group.mode == Mode.OBSERVE) {
      observation
          .setExpected(known.cache.next(to))
          .setSince(known.since)
          .setSoftTtlMs(known.cache.lives().softMs())
          .setHardTtlMs(known.cache.lives().hardMs());
    }
    return Insight.newBuilder()
        .setRegion(group.region)
        .setAt(from)
        .setBody(empty(from, to).setObservation(observation.build()).build())
        .build();
  }

  private static RegionStats.Builder empty(long from, long to) {
    return RegionStats.newBuilder()
        .setFromMs(from)
        .setToMs(to)
        .setReads(0)
        .setNearHits(0)
        .setRedisHits(0)
        .setStaleHits(0)
        .setMisses(0)
        .setLoads(0)
        .setLoadFailures(0)
        .setLoadMicros(0)
        .setWrites(0);
  }
}
