package io.forewarm.local.simulation;

import io.forewarm.streams.eviction.EvictionConfig;
import io.forewarm.streams.eviction.EvictionPolicy;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/**
 * The product's cache: of some entries drawn at random the one that the policy thinks is worth
 * least for each byte goes.
 */
final class ValueModel implements CacheModel {
  private static final int DRAWN = 32;
  private static final long SEED = 42;
  private static final double ENDED = -1;

  private final EvictionPolicy policy;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final long limit;
  private final boolean byBytes;
  private final int[] place;
  private final long[] until;
  private final long[] weights;
  private final int[] held;
  private int count;
  private long used;

  /**
   * Begins empty.
   *
   * @param limit of entries or bytes
   * @param keys number of distinct keys
   * @param entries about as many as it will hold
   */
  ValueModel(long limit, boolean byBytes, int keys, long entries) {
    this.limit = limit;
    this.byBytes = byBytes;
    this.policy = new EvictionPolicy(EvictionConfig.of(entries));
    place = new int[keys];
    until = new long[keys];
    weights = new long[keys];
    held = new int[keys];
    Arrays.fill(place, -1);
  }

  /** The finalizer of SplitMix64 (Steele et al. 2014). */
  private static long hash(int key) {
    long mixed = (key + 1) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  @Override
  public long until(int key, long now) {
    return place[key] >= 0 && until[key] > now ? until[key] : ABSENT;
  }

  @Override
  public void read(int key, long now) {
    policy.read(hash(key));
  }

  @Override
  public boolean ahead(int key, long bytes, double probability, long now) {
    policy.ahead(hash(key), probability);
    long weight = weight(bytes);
    if (weight > limit) {
      return false;
    }
    weights[key] = place[key] >= 0 ? weights[key] : weight;
    return used + weight <= limit || worth(key, now) > worth(worst(-1, now), now);
  }

  @Override
  public boolean store(int key, long bytes, long now, long end, IntConsumer gone) {
    remove(key);
    if (weight(bytes) > limit) {
      return false;
    }
    place[key] = count;
    held[count++] = key;
    until[key] = end;
    weights[key] = weight(bytes);
    used += weights[key];
    while (used > limit) {
      int worst = worst(key, now);
      remove(worst);
      if (worst == key) {
        return false;
      }
      gone.accept(worst);
    }
    return true;
  }

  private long weight(long bytes) {
    return byBytes ? Math.max(1, bytes) : 1;
  }

  private double worth(int key, long now) {
    return until[key] <= now ? ENDED : policy.worth(hash(key), 1, weights[key]);
  }

  /** The one that is worth least, of some that are held and the one that comes. */
  private int worst(int coming, long now) {
    int worst = coming;
    double least = coming < 0 ? Double.MAX_VALUE : worth(coming, now);
    boolean all = count <= DRAWN;
    for (int i = 0; i < Math.min(DRAWN, count); i++) {
      int key = held[all ? i : random.nextInt(count)];
      double worth = worth(key, now);
      if (worth < least) {
        worst = key;
        least = worth;
      }
    }
    return worst;
  }

  @Override
  public void remove(int key) {
    int hole = place[key];
    if (hole < 0) {
      return;
    }
    int last = held[--count];
    held[hole] = last;
    place[last] = hole;
    place[key] = -1;
    used -= weights[key];
  }
}
