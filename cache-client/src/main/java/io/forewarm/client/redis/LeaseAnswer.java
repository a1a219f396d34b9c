package io.forewarm.client.redis;

import org.jspecify.annotations.Nullable;

/** What Redis answers to a reader that found nothing fresh. */
public sealed interface LeaseAnswer {
  /**
   * The caller loads; its fill counts while the lease holds.
   *
   * @param before what is stored now: stale, a tombstone, or null for nothing
   */
  record Granted(@Nullable Envelope before) implements LeaseAnswer {}

  /**
   * Another holder loads.
   *
   * @param stale what may be served meanwhile, or null
   * @param remainingMillis time until the lease ends unless it is renewed
   */
  record Wait(@Nullable Envelope stale, long remainingMillis) implements LeaseAnswer {}

  /** A value that is newer than what the caller had seen. */
  record Present(Envelope value) implements LeaseAnswer {}
}
