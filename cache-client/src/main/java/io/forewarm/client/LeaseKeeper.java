package io.forewarm.client;

import io.forewarm.client.redis.ValueStore;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Renews leases while their holders live. */
final class LeaseKeeper {
  private final ValueStore store;
  private final ScheduledExecutorService timer;

  LeaseKeeper(ValueStore store, ScheduledExecutorService timer) {
    this.store = store;
    this.timer = timer;
  }

  /** Returns a random token, never 0. */
  static long newToken() {
    long token = ThreadLocalRandom.current().nextLong();
    return token == 0 ? 1 : token;
  }

  /**
   * Renews a lease three times in its length, until the answer says that it is lost, or it is let
   * go.
   */
  Held hold(String cacheKey, long token, long leaseMillis) {
    long every = Math.max(1, leaseMillis / 3);
    Held held = new Held();
    held.renewal =
        timer.scheduleAtFixedRate(
            () -> renew(cacheKey, token, leaseMillis, held), every, every, TimeUnit.MILLISECONDS);
    return held;
  }

  private void renew(String cacheKey, long token, long leaseMillis, Held held) {
    store
        .renew(cacheKey, token, leaseMillis)
        .thenAccept(
            still -> {
              if (!still) {
                held.letGo();
              }
            });
  }

  /** A lease that is being renewed. */
  static final class Held {
    private volatile @Nullable ScheduledFuture<?> renewal;

    /** Stops renewing. */
    void letGo() {
      ScheduledFuture<?> running = renewal;
      if (running != null) {
        running.cancel(false);
      }
    }
  }
}
