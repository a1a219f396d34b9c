package io.forewarm.client;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.forewarm.client.redis.Envelope;
import io.forewarm.client.redis.LeaseAnswer;
import io.forewarm.client.redis.LeaseRequest;
import io.forewarm.client.redis.StoreException;
import io.forewarm.client.redis.ValueStore;
import io.forewarm.client.redis.Voided;
import io.forewarm.client.redis.WriteId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Redis in a map, with a clock that tests move, and a switch that breaks it. */
final class MemoryStore implements ValueStore {
  private final Map<String, Envelope> values = new HashMap<>();
  private final Map<String, Long> leases = new HashMap<>();
  private final Map<String, Long> kept = new HashMap<>();
  private final Map<String, Long> voided = new HashMap<>();
  private Consumer<String> wake = key -> {};
  private long now = 1_000_000;
  private boolean broken;
  private boolean refusing;
  int reads;

  synchronized void advance(long millis) {
    now += millis;
  }

  synchronized void breakDown(boolean broken) {
    this.broken = broken;
  }

  /** Lets the asking for leases fail, while all else goes on. */
  synchronized void refuseLeases(boolean refuse) {
    this.refusing = refuse;
  }

  synchronized @Nullable Envelope stored(String cacheKey) {
    return values.get(cacheKey);
  }

  synchronized long keptMillis(String cacheKey) {
    return kept.getOrDefault(cacheKey, 0L);
  }

  synchronized boolean leased(String cacheKey) {
    return leases.containsKey(cacheKey);
  }

  /** Lets another client hold the lease of a key. */
  synchronized void seizeByAnother(String cacheKey) {
    leases.put(cacheKey, -1L);
  }

  synchronized void erase() {
    values.clear();
    leases.clear();
  }

  private synchronized <T extends @Nullable Object> CompletableFuture<T> answer(
      java.util.function.Supplier<T> command) {
    return broken
        ? CompletableFuture.failedFuture(new StoreException("Redis is broken by the test", null))
        : completedFuture(command.get());
  }

  @Override
  public CompletableFuture<@Nullable Envelope> read(String cacheKey) {
    return answer(
        () -> {
          reads++;
          return values.get(cacheKey);
        });
  }

  @Override
  public CompletableFuture<List<@Nullable Envelope>> readAll(List<String> cacheKeys) {
    return answer(
        () -> {
          List<@Nullable Envelope> found = new ArrayList<>();
          cacheKeys.forEach(key -> found.add(values.get(key)));
          return found;
        });
  }

  @Override
  public synchronized CompletableFuture<LeaseAnswer> acquire(LeaseRequest request) {
    if (refusing) {
      return CompletableFuture.failedFuture(new StoreException("no lease, says the test", null));
    }
    return answer(
        () -> {
          Envelope stored = values.get(request.cacheKey());
          long seen =
              request.seenSoftExpiry() == LeaseRequest.FRESH ? now : request.seenSoftExpiry();
          if (stored != null && stored.answers() && stored.softExpiresAt() > seen) {
            return new LeaseAnswer.Present(stored);
          }
          Long holder = leases.putIfAbsent(request.cacheKey(), request.token());
          return holder == null
              ? new LeaseAnswer.Granted(stored)
              : new LeaseAnswer.Wait(stored, request.leaseMillis());
        });
  }

  @Override
  public CompletableFuture<Boolean> renew(String cacheKey, long token, long leaseMillis) {
    return answer(() -> holds(cacheKey, token));
  }

  @Override
  public CompletableFuture<Boolean> release(String cacheKey, long token) {
    return answer(() -> holds(cacheKey, token) && end(cacheKey));
  }

  @Override
  public CompletableFuture<Boolean> fill(
      String cacheKey, long token, Envelope envelope, long keptMillis) {
    return answer(
        () -> {
          if (!holds(cacheKey, token)) {
            return false;
          }
          values.put(cacheKey, envelope);
          kept.put(cacheKey, keptMillis);
          return end(cacheKey);
        });
  }

  @Override
  public CompletableFuture<Void> seize(String cacheKey, long token, long leaseMillis) {
    return this.<@Nullable Long>answer(() -> leases.put(cacheKey, token)).thenApply(before -> null);
  }

  @Override
  public CompletableFuture<Replaced> replace(String cacheKey, Envelope envelope, long keptMillis) {
    return answer(
        () -> {
          Envelope stored = values.get(cacheKey);
          if (stored != null && stored.version() >= envelope.version()) {
            return Replaced.KEPT;
          }
          end(cacheKey);
          if (stored != null && stored.answers()) {
            values.put(cacheKey, envelope);
            return Replaced.STORED;
          }
          values.remove(cacheKey);
          return Replaced.INVALIDATED;
        });
  }

  @Override
  public CompletableFuture<Boolean> invalidate(
      String cacheKey, WriteId id, @Nullable Long version) {
    return answer(
        () -> {
          Envelope stored = values.remove(cacheKey);
          end(cacheKey);
          return stored != null;
        });
  }

  @Override
  public CompletableFuture<Long> voidRange(String name) {
    return answer(
        () -> {
          voided.put(name, now);
          return now;
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

  private boolean holds(String cacheKey, long token) {
    Long holder = leases.get(cacheKey);
    return holder != null && holder == token;
  }

  private boolean end(String cacheKey) {
    leases.remove(cacheKey);
    wake.accept(cacheKey);
    return true;
  }

  @Override
  public synchronized long now() {
    return now;
  }

  @Override
  public void onWake(String waiter, Consumer<String> listener) {
    wake = listener;
  }

  @Override
  public void close() {}
}
