package io.forewarm.jcache;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/** How long entries live, as an expiry policy says. */
record Expiry(ExpiryPolicy policy) {
  /** What shall never expire lives for ten years: no cache keeps anything for ever. */
  static final Duration ETERNAL = Duration.ofDays(3650);

  Duration created() {
    Duration life;
    try {
      life = life(policy.getExpiryForCreation());
    } catch (RuntimeException e) {
      life = ETERNAL; // as the interface wants it
    }
    return life == null ? ETERNAL : life;
  }

  /** Null: as long as before. */
  @Nullable Duration updated() {
    try {
      return life(policy.getExpiryForUpdate());
    } catch (RuntimeException e) {
      return null;
    }
  }

  /** Null: as long as before. */
  @Nullable Duration accessed() {
    try {
      return life(policy.getExpiryForAccess());
    } catch (RuntimeException e) {
      return null;
    }
  }

  private static @Nullable Duration life(javax.cache.expiry.@Nullable Duration duration) {
    if (duration == null) {
      return null;
    }
    TimeUnit unit = duration.getTimeUnit();
    if (duration.isEternal() || unit == null) {
      return ETERNAL;
    }
    Duration life = Duration.ofMillis(unit.toMillis(duration.getDurationAmount()));
    return life.compareTo(ETERNAL) > 0 ? ETERNAL : life;
  }
}
