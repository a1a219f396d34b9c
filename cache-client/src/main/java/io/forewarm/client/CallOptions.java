package io.forewarm.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a call wants otherwise than its region; null and the defaults leave it to the region. Keep
 * one view a use: {@code Region<K, V> strict = region.with(CallOptions.DEFAULT.staleFor(ZERO))}.
 *
 * @param softTtl how long a value that this call brings is fresh, 1 ms or more
 * @param hardTtl how long it is kept, at least its soft TTL
 * @param near whether the near cache may answer and keep
 * @param redis whether Redis may answer and keep; without it each process loads for itself
 * @param staleFor how long after its soft expiry a value may still answer, 0 for never
 * @param softTimeout how long to wait for a fresh value where a stale one could answer, 0 or more
 * @param timeout how long the call waits at most, 1 ms or more
 */
public record CallOptions(
    @Nullable Duration softTtl,
    @Nullable Duration hardTtl,
    boolean near,
    boolean redis,
    @Nullable Duration staleFor,
    @Nullable Duration softTimeout,
    @Nullable Duration timeout) {

  /** Everything as the region says. */
  public static final CallOptions DEFAULT =
      new CallOptions(null, null, true, true, null, null, null);

  /** Refuses what cannot work. */
  public CallOptions {
    atLeast("softTtl", softTtl, 1);
    atLeast("hardTtl", hardTtl, 1);
    atLeast("staleFor", staleFor, 0);
    atLeast("softTimeout", softTimeout, 0);
    atLeast("timeout", timeout, 1);
    if (softTtl != null && hardTtl != null && hardTtl.compareTo(softTtl) < 0) {
      throw new IllegalArgumentException(
          "hardTtl=" + hardTtl + " must not be below softTtl=" + softTtl);
    }
  }

  private static void atLeast(String option, @Nullable Duration value, long millis) {
    if (value != null && value.compareTo(Duration.ofMillis(millis)) < 0) {
      throw new IllegalArgumentException(
          option + "=" + value + " must be at least " + millis + " ms");
    }
  }

  /** As {@link #softTtl()}; the hard TTL keeps its distance to it. */
  public CallOptions softTtl(Duration ttl) {
    return new CallOptions(ttl, hardTtl, near, redis, staleFor, softTimeout, timeout);
  }

  /** As {@link #hardTtl()}. */
  public CallOptions hardTtl(Duration ttl) {
    return new CallOptions(softTtl, ttl, near, redis, staleFor, softTimeout, timeout);
  }

  /** Goes past the near cache: the answer is what Redis has now. */
  public CallOptions withoutNear() {
    return new CallOptions(softTtl, hardTtl, false, redis, staleFor, softTimeout, timeout);
  }

  /** Goes past near cache and Redis: the answer is what the origin has now. */
  public CallOptions withoutCache() {
    return new CallOptions(softTtl, hardTtl, false, false, staleFor, softTimeout, timeout);
  }

  /** As {@link #staleFor()}. */
  public CallOptions staleFor(Duration longest) {
    return new CallOptions(softTtl, hardTtl, near, redis, longest, softTimeout, timeout);
  }

  /** As {@link #softTimeout()}. */
  public CallOptions softTimeout(Duration wait) {
    return new CallOptions(softTtl, hardTtl, near, redis, staleFor, wait, timeout);
  }

  /** As {@link #timeout()}. */
  public CallOptions timeout(Duration longest) {
    return new CallOptions(softTtl, hardTtl, near, redis, staleFor, softTimeout, longest);
  }
}
