package io.forewarm.client;

import io.forewarm.client.control.ControlLog;
import io.forewarm.client.redis.Envelope;
import io.forewarm.client.redis.Replica;
import io.forewarm.client.redis.ValueStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads replicas of hot keys, and copies home there on a miss. A copy carries when home was read,
 * as a time that the brokers' clocks had reached by then; who reads it takes that to its own clock
 * as a moment at which they had not reached it yet. Both err on the side of age, so a copy is never
 * taken for younger than it is.
 */
final class ReplicaReads {
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(1);

  final LongAdder hits = new LongAdder();
  final LongAdder misses = new LongAdder();
  final LongAdder copies = new LongAdder();
  private final ValueStore store;
  private final ControlLog control;
  private final Executor callbacks;
  private final LongSupplier nanos;

  /**
   * @param callbacks where copies are made
   * @param nanos the monotonic clock of {@link ControlLog#ownNanos}
   */
  ReplicaReads(ValueStore store, ControlLog control, Executor callbacks, LongSupplier nanos) {
    this.store = store;
    this.control = control;
    this.callbacks = callbacks;
    this.nanos = nanos;
  }

  /** Whether a key is to be read from its replica now. */
  boolean reads(@Nullable HotReplica key) {
    return key != null && key.number() > 0 && !key.resting(nanos.getAsLong());
  }

  /** Reads the replica of this client; null: there is none, or its master does not answer. */
  CompletableFuture<@Nullable Copy> read(HotReplica key) {
    return Reply.of(store.readReplica(key.cacheKey(), key.number()))
        .thenApply(
            reply -> {
              if (reply.failure() != null) {
                key.restUntil(nanos.getAsLong() + REST_NANOS);
              }
              Replica replica = reply.value();
              return replica == null
                  ? null
                  : new Copy(replica.envelope(), control.ownNanos(replica.readAt()));
            });
  }

  /** Whether a copy may answer now. */
  boolean proven(HotReplica key, Copy copy, long maxStalenessNanos) {
    return key.proves(
        copy.readAt(), nanos.getAsLong(), control.watermarkNanos(), maxStalenessNanos);
  }

  /** Reads home instead, and copies what is fresh there; one copy at a time. */
  CompletableFuture<@Nullable Envelope> readHome(HotReplica key, long maxStalenessNanos) {
    misses.increment();
    if (!key.mayCopy()) {
      return store.read(key.cacheKey());
    }
    long readAt = control.reachedMillis();
    long sent = nanos.getAsLong();
    CompletableFuture<@Nullable Envelope> home = store.read(key.cacheKey());
    Reply.of(home)
        .thenComposeAsync(
            reply -> copy(key, reply.value(), readAt, sent, maxStalenessNanos), callbacks)
        .whenComplete((copied, failure) -> key.copied());
    return home;
  }

  private CompletableFuture<Boolean> copy(
      HotReplica key, @Nullable Envelope home, long readAt, long sent, long maxStalenessNanos) {
    long left = TimeUnit.NANOSECONDS.toMillis(maxStalenessNanos - (nanos.getAsLong() - sent));
    if (home == null
        || home.state() != Envelope.State.VALUE
        || !home.freshAt(store.now())
        || readAt <= 0
        || left < 1
        || !key.untouchedSince(sent)) {
      return CompletableFuture.completedFuture(false);
    }
    return store
        .writeReplica(key.cacheKey(), key.number(), new Replica(home, readAt), left)
        .whenComplete(
            (copied, failure) -> {
              if (Boolean.TRUE.equals(copied)) {
                copies.increment();
              } else { // it is too large, or the replica's master does not answer
                key.restUntil(nanos.getAsLong() + REST_NANOS);
              }
            });
  }

  /**
   * What a replica holds.
   *
   * @param readAt a moment not after that at which home was read, by this process's own clock, or
   *     {@link ControlLog#NEVER}
   */
  record Copy(Envelope envelope, long readAt) {}
}
