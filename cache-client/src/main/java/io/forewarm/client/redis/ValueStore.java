package io.forewarm.client.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All that Forewarm asks of Redis. Every operation on a key is one command or one script on the
 * master of the key's slot, and atomic. Futures complete with {@link StoreException} when Redis
 * cannot be reached, answers with an error, or does not answer within the command's timeout; they
 * complete on threads of the store, which must not be blocked. Its cause is a {@link
 * KeyRefusedException} where asking again cannot help.
 */
public interface ValueStore extends AutoCloseable {
  /** For this long a write is remembered that has made a key's value void. */
  Duration TOMBSTONE_KEPT = Duration.ofSeconds(60);

  /**
   * Reads a key: one plain GET, merged with the reads of other threads that wait for Redis. Null:
   * nothing stored.
   */
  CompletableFuture<@Nullable Envelope> read(String cacheKey);

  /** Reads several keys, in their order; null where nothing is stored. */
  CompletableFuture<List<@Nullable Envelope>> readAll(List<String> cacheKeys);

  /** Answers with a lease, a newer value, or the request to wait. */
  CompletableFuture<LeaseAnswer> acquire(LeaseRequest request);

  /** Prolongs a lease. False: it is no longer the caller's. */
  CompletableFuture<Boolean> renew(String cacheKey, long token, long leaseMillis);

  /**
   * Gives a lease back without a value, and wakes who waits for it. False: it was no longer the
   * caller's.
   */
  CompletableFuture<Boolean> release(String cacheKey, long token);

  /**
   * Stores a value and ends the lease, if it is still the caller's; else nothing is stored and the
   * answer is false.
   */
  CompletableFuture<Boolean> fill(String cacheKey, long token, Envelope envelope, long keptMillis);

  /**
   * Takes the lease whoever holds it, so that no load that began before can fill; a present value
   * is kept for no longer than the lease, in case the holder dies between origin and fill.
   * Releasing the lease gives it its life back.
   */
  CompletableFuture<Void> seize(String cacheKey, long token, long leaseMillis);

  /**
   * As {@link #seize}, but a lease that was seized by another is waited for, so that writers who
   * change what is there do not stand in each other's way. Granted with what is stored, or asked to
   * wait, then without a stale value.
   *
   * @param waiter identity of the client that wants to be woken
   */
  CompletableFuture<LeaseAnswer> seizeInTurn(
      String cacheKey, long token, long leaseMillis, String waiter);

  /**
   * Replaces a present value of a lower version; otherwise acts as an invalidation. A present value
   * of the same or a higher version stays.
   */
  CompletableFuture<Replaced> replace(String cacheKey, Envelope envelope, long keptMillis);

  /**
   * Makes a key's value void: a tombstone that remembers the write replaces it, the lease ends, who
   * waits is woken. Nothing happens if the entry already carries the write's id, or the same or a
   * higher version.
   *
   * @param version version of the source after the write, or null
   * @return false: the entry carried the write already
   */
  CompletableFuture<Boolean> invalidate(String cacheKey, WriteId id, @Nullable Long version);

  /**
   * As {@link #invalidate}, but writes nothing where neither a value nor a lease is: no tombstone
   * remembers the write there. For keys that are only observed.
   */
  default CompletableFuture<Boolean> invalidatePresent(
      String cacheKey, WriteId id, @Nullable Long version) {
    return invalidate(cacheKey, id, version);
  }

  /**
   * Replaces the payload of a present value of a known, lower version, which keeps its expiries;
   * otherwise acts as an invalidation, as does a store that cannot replace payloads. A value with
   * tags or a validator is invalidated: those of the new payload are not known.
   *
   * @param payload as the codec of the region writes it, uncompressed
   */
  default CompletableFuture<Replaced> carry(
      String cacheKey, WriteId id, long version, byte[] payload) {
    return invalidate(cacheKey, id, version)
        .thenApply(done -> done ? Replaced.INVALIDATED : Replaced.KEPT);
  }

  /**
   * Whether keys lie on several masters, so that replicas in other slots take load from the one of
   * a hot key.
   */
  boolean spread();

  /**
   * Reads a replica of a hot key, merged as {@link #read}. Null: there is none.
   *
   * @param number 1 or more; its place does not depend on how many there are
   */
  CompletableFuture<@Nullable Replica> readReplica(String cacheKey, int number);

  /**
   * Stores a replica, in the place of the one before. False: the value is too large to have any.
   *
   * @param keptMillis how long it lives, 1 or more
   */
  CompletableFuture<Boolean> writeReplica(
      String cacheKey, int number, Replica replica, long keptMillis);

  /** Removes the replicas 1 to a number, one after the other: not atomic. */
  CompletableFuture<Void> removeReplicas(String cacheKey, int replicas);

  /**
   * Notes that a tag, prefix or region was made void as a whole, for clients that have no other way
   * to hear of it. Answers with the time of Redis, milliseconds since 1970, or a little more: no
   * two have the same.
   *
   * @param name as in the topic {@code tags}
   */
  CompletableFuture<Long> voidRange(String name);

  /** Returns what was made void at a time of Redis or later. */
  CompletableFuture<Voided> voidedSince(long at);

  /**
   * Looks for cache keys that begin like this, whatever is stored under them: a page of a scan over
   * all names on all masters. What is there from the beginning of the scan to its end is found,
   * once or several times; of what comes and goes meanwhile, or moves to another master, nothing is
   * said.
   *
   * @param position where the page before ended; null for the first
   */
  CompletableFuture<KeyPage> scan(String cacheKeyStart, KeyPage.@Nullable Position position);

  /**
   * Asks for the identity of the master, or of all masters of a cluster: it changes when another
   * Redis becomes master, and when one starts anew. Without blanks; empty if it cannot be known.
   */
  default CompletableFuture<String> masterId() {
    return CompletableFuture.completedFuture("");
  }

  /**
   * Asks for leave to load ahead of reads. All processes that name the same origin share its
   * tokens. A store that keeps no budgets grants nothing.
   */
  default CompletableFuture<TokenAnswer> take(TokenRequest request) {
    return CompletableFuture.completedFuture(TokenAnswer.NONE);
  }

  /** The clock of Redis as this client knows it, milliseconds since 1970. */
  long now();

  /**
   * Calls back with the cache keys whose lease has ended and for which this client had asked to be
   * woken.
   */
  void onWake(String waiter, Consumer<String> listener);

  /**
   * Calls back when commands of a kind, reads or writes, are left alone because they fail too
   * often: true; and when they are tried again and succeed: false.
   */
  default void onBreaker(BiConsumer<String, Boolean> listener) {}

  @Override
  void close();

  /** What became of a replacement. */
  enum Replaced {
    /** The new value is stored. */
    STORED,
    /** Nothing was stored before; the key was invalidated. */
    INVALIDATED,
    /** The stored value has the same or a higher version. */
    KEPT
  }
}
