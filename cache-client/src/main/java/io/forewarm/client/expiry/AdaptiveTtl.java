package io.forewarm.client.expiry;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The soft TTL of a region, which follows what its reloads and reads teach. Safe for concurrent
 * use.
 */
public final class AdaptiveTtl {
  /** Of reads one in so many is looked at. A power of 2. */
  private static final int SAMPLE = 16;

  /** After how many reloads it is judged anew. */
  private static final int JUDGED_EVERY = 16;

  private final long configuredMillis;
  private final @Nullable TtlPolicy policy;
  private volatile long softMillis;
  private int reloads;

  /**
   * Begins with what is configured.
   *
   * @param configuredMillis the soft TTL, milliseconds
   * @param bounds within which it may move, or null if it may not
   */
  public AdaptiveTtl(long configuredMillis, @Nullable TtlBounds bounds) {
    this.configuredMillis = configuredMillis;
    this.policy = bounds == null ? null : new TtlPolicy(bounds);
    this.softMillis = configuredMillis;
  }

  /** Whether it moves at all. */
  public boolean moves() {
    return policy != null;
  }

  /** How long a value that is stored now is fresh, milliseconds. */
  public long softMillis() {
    return softMillis;
  }

  /**
   * A value was loaded again.
   *
   * @param ageMillis of what was stored before
   * @param changed whether the origin had something else
   */
  public void reloaded(long ageMillis, boolean changed) {
    if (policy != null) {
      synchronized (policy) {
        policy.reloaded(ageMillis, changed);
        if (++reloads % JUDGED_EVERY == 0) {
          softMillis = policy.softTtlMillis(configuredMillis);
        }
      }
    }
  }

  /** A value was read at an age; only some reads are looked at. */
  public void read(long ageMillis) {
    if (policy != null && (ThreadLocalRandom.current().nextInt() & (SAMPLE - 1)) == 0) {
      synchronized (policy) {
        policy.read(ageMillis);
      }
    }
  }
}
