package io.forewarm.client.testing;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;

import io.forewarm.client.redis.Envelope;
import io.forewarm.client.redis.KeyPage;
import io.forewarm.client.redis.LeaseAnswer;
import io.forewarm.client.redis.LeaseRequest;
import io.forewarm.client.redis.Replica;
import io.forewarm.client.redis.StoreException;
import io.forewarm.client.redis.ValueStore;
import io.forewarm.client.redis.Voided;
import io.forewarm.client.redis.WriteId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Redis in a map, with a clock that only tests move, and switches that break it. It answers what
 * the scripts of the real store answer, at once and on the calling thread. Several clients may
 * share one. Closing it does nothing.
 */
public final class MemoryStore implements ValueStore {
  private static final long TOMBSTONE_MILLIS = TOMBSTONE_KEPT.toMillis();
  private static final long FOREVER = Long.MAX_VALUE;

  private final Map<String, Entry> entries = new HashMap<>();
  private final Map<String, Lease> leases = new HashMap<>();
  private final Map<String, Copy> replicas = new HashMap<>();
  private final Map<String, Long> voided = new HashMap<>();
  private final Map<String, Consumer<String>> waiters = new ConcurrentHashMap<>();
  private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
  private long now = 1_000_000;
  private boolean broken;
  private boolean refusing;
  private boolean spread;
  private boolean refusingReplicas;
  private int reads;

  /** Moves the clock: what has lived its time is gone, leases too. 0 or more, milliseconds. */
  public void advance(long millis) {
    if (millis < 0) {
      throw new IllegalArgumentException("the clock does not go back: " + millis);
    }
    synchronized (this) {
      now += millis;
    }
    watchers.forEach(Watcher::moved);
  }

  /** True: every command fails from now on, as if Redis were gone. */
  public synchronized void breakDown(boolean broken) {
    this.broken = broken;
  }

  /** True: the asking for leases fails from now on, while all else goes on. */
  public synchronized void refuseLeases(boolean refuse) {
    this.refusing = refuse;
  }

  /** True: no replica is stored from now on, as if every value were too large for one. */
  public synchronized void refuseReplicas(boolean refuse) {
    this.refusingReplicas = refuse;
  }

  /** True: it is a cluster from now on, in which replicas of hot keys make sense. */
  public synchronized void spread(boolean cluster) {
    this.spread = cluster;
  }

  /** Returns what is stored for a key, a tombstone among it; null for nothing. */
  public synchronized @Nullable Envelope stored(String cacheKey) {
    Entry entry = entry(cacheKey);
    return entry == null ? null : entry.envelope;
  }

  /** Returns whether a value, or the knowledge that there is none, is stored for a key. */
  public synchronized boolean holdsValue(String cacheKey) {
    return answers(stored(cacheKey));
  }

  /** How long what is stored for a key still lives, milliseconds; 0 for nothing. */
  public synchronized long keptMillis(String cacheKey) {
    Entry entry = entry(cacheKey);
    return entry == null ? 0 : entry.keptUntil - now;
  }

  /** Whether somebody holds the lease of a key. */
  public synchronized boolean leased(String cacheKey) {
    return lease(cacheKey) != null;
  }

  /** Lets another process hold the lease of a key, until it is erased or the key is written. */
  public synchronized void seizeByAnother(String cacheKey) {
    leases.put(cacheKey, new Lease(-1, FOREVER, FOREVER, false));
  }

  /** Forgets everything, as FLUSHALL does. */
  public synchronized void erase() {
    entries.clear();
    leases.clear();
    replicas.clear();
    voided.clear();
  }

  /** Number of single keys that were read since the start. */
  public synchronized int reads() {
    return reads;
  }

  /** Tells somebody of all that happens here. */
  void watch(Watcher watcher) {
    watchers.add(watcher);
  }

  void unwatch(Watcher watcher) {
    watchers.remove(watcher);
  }

  @Override
  public CompletableFuture<@Nullable Envelope> read(String cacheKey) {
    return answer(
        () -> {
          reads++;
          return stored(cacheKey);
        });
  }

  @Override
  public CompletableFuture<List<@Nullable Envelope>> readAll(List<String> cacheKeys) {
    return answer(
        () -> {
          List<@Nullable Envelope> found = new ArrayList<>();
          cacheKeys.forEach(key -> found.add(stored(key)));
          return found;
        });
  }

  @Override
  public CompletableFuture<LeaseAnswer> acquire(LeaseRequest request) {
    return answer(
        () -> {
          if (refusing) {
            throw new StoreException("no lease, says the test", null);
          }
          return leaseAnswer(request);
        });
  }

  private LeaseAnswer leaseAnswer(LeaseRequest request) {
    String key = request.cacheKey();
    Envelope stored = stored(key);
    long seen = request.seenSoftExpiry() == LeaseRequest.FRESH ? now : request.seenSoftExpiry();
    if (stored != null && stored.answers() && stored.softExpiresAt() > seen) {
      return new LeaseAnswer.Present(stored);
    }
    Lease lease = lease(key);
    if (lease == null || lease.token == request.token()) {
      long keptUntil = lease == null ? FOREVER : lease.keptUntil;
      boolean writer = lease != null && lease.writer;
      leases.put(key, new Lease(request.token(), now + request.leaseMillis(), keptUntil, writer));
      return new LeaseAnswer.Granted(stored);
    }
    return new LeaseAnswer.Wait(answers(stored) ? stored : null, lease.until - now);
  }

  @Override
  public CompletableFuture<Boolean> renew(String cacheKey, long token, long leaseMillis) {
    return answer(
        () -> {
          Lease lease = lease(cacheKey);
          if (lease == null || lease.token != token) {
            return false;
          }
          leases.put(cacheKey, new Lease(token, now + leaseMillis, lease.keptUntil, lease.writer));
          Entry entry = entry(cacheKey);
          if (entry != null && lease.keptUntil != FOREVER) {
            long grown = Math.min(now + leaseMillis, lease.keptUntil);
            entries.put(cacheKey, new Entry(entry.envelope, Math.max(entry.keptUntil, grown)));
          }
          return true;
        });
  }

  @Override
  public CompletableFuture<Boolean> release(String cacheKey, long token) {
    return ending(
        cacheKey,
        () -> {
          Lease lease = lease(cacheKey);
          if (lease == null || lease.token != token) {
            return false;
          }
          Entry entry = entry(cacheKey);
          if (entry != null && lease.keptUntil != FOREVER) {
            entries.put(cacheKey, new Entry(entry.envelope, lease.keptUntil));
          }
          return true;
        });
  }

  @Override
  public CompletableFuture<Boolean> fill(
      String cacheKey, long token, Envelope envelope, long keptMillis) {
    return ending(
        cacheKey,
        () -> {
          boolean mine = holds(cacheKey, token);
          if (mine) {
            put(cacheKey, envelope, keptMillis);
          }
          return mine;
        });
  }

  @Override
  public CompletableFuture<Void> seize(String cacheKey, long token, long leaseMillis) {
    return this.<@Nullable Void>answer(
        () -> {
          cutLife(cacheKey, token, leaseMillis);
          return null;
        });
  }

  @Override
  public CompletableFuture<LeaseAnswer> seizeInTurn(
      String cacheKey, long token, long leaseMillis, String waiter) {
    return answer(
        () -> {
          Lease before = lease(cacheKey);
          if (before != null && before.writer && before.token != token) {
            return new LeaseAnswer.Wait(null, before.until - now);
          }
          cutLife(cacheKey, token, leaseMillis);
          return new LeaseAnswer.Granted(stored(cacheKey));
        });
  }

  private void cutLife(String cacheKey, long token, long leaseMillis) {
    Entry entry = entry(cacheKey);
    Lease before = lease(cacheKey);
    long keptUntil = FOREVER;
    if (entry != null && entry.envelope.answers()) {
      boolean cut = before != null && before.keptUntil != FOREVER;
      keptUntil = before != null && cut ? before.keptUntil : entry.keptUntil;
      long shorter = Math.min(entry.keptUntil, now + leaseMillis);
      entries.put(cacheKey, new Entry(entry.envelope, shorter));
    }
    leases.put(cacheKey, new Lease(token, now + leaseMillis, keptUntil, true));
  }

  @Override
  public CompletableFuture<Replaced> replace(String cacheKey, Envelope envelope, long keptMillis) {
    CompletableFuture<Replaced> replaced =
        answer(
            () -> {
              Envelope stored = stored(cacheKey);
              if (stored != null && stored.version() >= envelope.version()) {
                return Replaced.KEPT;
              }
              leases.remove(cacheKey);
              if (stored != null && stored.answers() && stored.version() != Envelope.UNVERSIONED) {
                put(cacheKey, envelope, keptMillis);
                return Replaced.STORED;
              }
              put(
                  cacheKey,
                  Envelope.tombstone(envelope.writeId(), envelope.version(), now),
                  TOMBSTONE_MILLIS);
              return Replaced.INVALIDATED;
            });
    return replaced.thenApply(
        outcome -> {
          if (outcome != Replaced.KEPT) {
            tell(cacheKey);
          }
          return outcome;
        });
  }

  @Override
  public CompletableFuture<Boolean> invalidate(
      String cacheKey, WriteId id, @Nullable Long version) {
    return ending(
        cacheKey,
        () -> {
          Envelope stored = stored(cacheKey);
          boolean known = stored != null && knows(stored, id, version);
          if (!known) {
            long at = version == null ? Envelope.UNVERSIONED : version;
            put(cacheKey, Envelope.tombstone(id, at, now), TOMBSTONE_MILLIS);
          }
          return !known;
        });
  }

  @Override
  public synchronized boolean spread() {
    return spread;
  }

  @Override
  public CompletableFuture<@Nullable Replica> readReplica(String cacheKey, int number) {
    return answer(
        () -> {
          Copy copy = replicas.get(replica(cacheKey, number));
          return copy == null || now >= copy.keptUntil ? null : copy.replica;
        });
  }

  @Override
  public CompletableFuture<Boolean> writeReplica(
      String cacheKey, int number, Replica replica, long keptMillis) {
    return answer(
        () -> {
          if (!refusingReplicas) {
            replicas.put(replica(cacheKey, number), new Copy(replica, now + keptMillis));
          }
          return !refusingReplicas;
        });
  }

  @Override
  public CompletableFuture<Void> removeReplicas(String cacheKey, int count) {
    return this.<@Nullable Void>answer(
        () -> {
          for (int number = 1; number <= count; number++) {
            replicas.remove(replica(cacheKey, number));
          }
          return null;
        });
  }

  private static String replica(String cacheKey, int number) {
    return number + ":" + cacheKey;
  }

  @Override
  public CompletableFuture<Long> voidRange(String name) {
    return answer(
            () -> {
              now++; // later than the beginning of any load before
              voided.put(name, now);
              return now;
            })
        .thenApply(
            at -> {
              watchers.forEach(watcher -> watcher.voided(name, at));
              return at;
            });
  }

  @Override
  public CompletableFuture<Voided> voidedSince(long at) {
    return answer(
        () -> {
          Map<String, Long> since = new HashMap<>(voided);
          since.values().removeIf(when -> when < at);
          return new Voided(now, since);
        });
  }

  @Override
  public CompletableFuture<KeyPage> scan(
      String cacheKeyStart, KeyPage.@Nullable Position position) {
    return answer(
        () ->
            new KeyPage(
                entries.keySet().stream().filter(key -> key.startsWith(cacheKeyStart)).toList(),
                null));
  }

  @Override
  public synchronized long now() {
    return now;
  }

  @Override
  public void onWake(String waiter, Consumer<String> listener) {
    waiters.put(waiter, listener);
  }

  @Override
  public void close() {}

  private synchronized <T extends @Nullable Object> CompletableFuture<T> answer(
      Supplier<T> command) {
    if (broken) {
      return failedFuture(new StoreException("Redis is broken by the test", null));
    }
    try {
      return completedFuture(command.get());
    } catch (StoreException e) {
      return failedFuture(e);
    }
  }

  /** Ends the lease of a key if a command says so, and tells everybody. */
  private CompletableFuture<Boolean> ending(String cacheKey, Supplier<Boolean> command) {
    return answer(
            () -> {
              boolean ends = command.get();
              if (ends) {
                leases.remove(cacheKey);
              }
              return ends;
            })
        .thenApply(
            ended -> {
              if (ended) {
                tell(cacheKey);
              }
              return ended;
            });
  }

  /** Outside of the lock: who is told reads again. */
  private void tell(String cacheKey) {
    watchers.forEach(watcher -> watcher.changed(cacheKey));
    waiters.values().forEach(waiter -> waiter.accept(cacheKey));
  }

  private void put(String cacheKey, Envelope envelope, long keptMillis) {
    entries.put(cacheKey, new Entry(envelope, now + keptMillis));
  }

  private @Nullable Entry entry(String cacheKey) {
    Entry entry = entries.get(cacheKey);
    return entry != null && now < entry.keptUntil ? entry : null;
  }

  private @Nullable Lease lease(String cacheKey) {
    Lease lease = leases.get(cacheKey);
    return lease != null && now < lease.until ? lease : null;
  }

  private boolean holds(String cacheKey, long token) {
    Lease lease = lease(cacheKey);
    return lease != null && lease.token == token;
  }

  private static boolean answers(@Nullable Envelope stored) {
    return stored != null && stored.answers();
  }

  /** Whether an entry carries a write already. */
  private static boolean knows(Envelope stored, WriteId id, @Nullable Long version) {
    boolean same = stored.writeId().equals(id) && !id.equals(WriteId.NONE);
    return same || (version != null && stored.version() >= version);
  }

  /** Hears of what happens in a store, on the thread that does it. */
  interface Watcher {
    /** The clock has been moved. */
    void moved();

    /** A value was stored or made void, or a lease has ended. */
    void changed(String cacheKey);

    /** A tag, prefix or region was made void as a whole. */
    void voided(String name, long at);
  }

  private record Entry(Envelope envelope, long keptUntil) {}

  private record Copy(Replica replica, long keptUntil) {}

  /**
   * A lease.
   *
   * @param keptUntil how long the value lives that its seizure has shortened, at most
   * @param writer whether it was seized
   */
  private record Lease(long token, long until, long keptUntil, boolean writer) {}
}
