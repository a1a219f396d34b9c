package io.forewarm.client;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;

import io.forewarm.client.codec.CodecException;
import io.forewarm.client.redis.Envelope;
import io.forewarm.client.redis.LeaseAnswer;
import io.forewarm.client.redis.LeaseRequest;
import io.forewarm.client.redis.WriteId;
import io.forewarm.client.stampede.Backoff;
import io.forewarm.client.stampede.FailureMemory;
import io.forewarm.client.stampede.Flights;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One load a key in the whole cluster. In this process readers share a flight; across processes the
 * flight asks Redis for the lease, and loads only if it gets it. What it loads is stored only while
 * the lease still holds: a write in between has ended it.
 */
final class RegionLoads<K, V> {
  private static final String NOBODY = "";

  private final RegionConfig<K, V> config;
  private final Engine engine;
  private final Values<K, V> values;
  private final RegionMeters meters;
  private final Origin<K, V> origin;
  private final Flights<Landing<V>> flights = new Flights<>();
  private final FailureMemory failures;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final OriginCall<K, V> alone;
  private final OriginCall<K, V> ahead;

  RegionLoads(RegionConfig<K, V> config, Engine engine, Values<K, V> values, RegionMeters meters) {
    this.config = config;
    this.engine = engine;
    this.values = values;
    this.meters = meters;
    this.origin = new Origin<>(config, engine, meters.batches);
    this.alone = origin::load;
    this.ahead = origin::loadAhead;
    this.failures =
        new FailureMemory(config.failures().firstPause(), config.failures().longestPause());
    meters.origin(origin);
  }

  Origin<K, V> origin() {
    return origin;
  }

  /** Joins the flight of a key, or starts one that asks for the lease. */
  CompletableFuture<Landing<V>> join(Read<K> read, long seenSoftExpiry) {
    return flights.join(read.cacheKey(), () -> ask(read, seenSoftExpiry, 0, alone));
  }

  /**
   * As {@link #join} or {@link #joinWithoutRedis}; if the key has to be loaded, it is by the batch,
   * which waits until this is clear.
   */
  CompletableFuture<Landing<V>> join(
      Read<K> read, long seenSoftExpiry, boolean redis, Batch<K, V> batch) {
    Ticket<K, V> ticket = new Ticket<>(batch);
    AtomicBoolean mine = new AtomicBoolean();
    CompletableFuture<Landing<V>> flight =
        flights.join(
            read.cacheKey(),
            () -> {
              mine.set(true);
              return redis ? ask(read, seenSoftExpiry, 0, ticket) : loadUnlessPausing(read, ticket);
            });
    if (mine.get()) {
      flight.whenComplete((landing, failure) -> ticket.pass());
    } else {
      ticket.pass();
    }
    return flight;
  }

  /** Refreshes a key behind everybody's back, unless that is under way or failed a moment ago. */
  void refresh(Read<K> read, long seenSoftExpiry) {
    if (mayRefresh(read)) {
      flights.startIfNone(read.cacheKey(), () -> ask(read.unattended(), seenSoftExpiry, 0, alone));
    }
  }

  /** As {@link #join}, without the lease. */
  CompletableFuture<Landing<V>> joinWithoutRedis(Read<K> read) {
    return flights.join(read.cacheKey(), () -> loadUnlessPausing(read, alone));
  }

  /** As {@link #refresh}, without the lease. */
  void refreshWithoutRedis(Read<K> read) {
    if (mayRefresh(read)) {
      flights.startIfNone(read.cacheKey(), () -> loadWithoutLease(read.unattended(), alone));
    }
  }

  private boolean mayRefresh(Read<K> read) {
    return (read.source() != null || origin.known())
        && failures.pausing(read.cacheKey(), System.nanoTime()) == null;
  }

  /**
   * Loads a key ahead of a read if the lease is to be had and nothing newer than what was seen is
   * stored; for who has a place of the origin's gate.
   */
  CompletableFuture<Warmed> warm(Read<K> read, long seenSoftExpiry) {
    if (failures.pausing(read.cacheKey(), System.nanoTime()) != null) {
      return completedFuture(Warmed.skipped("its load failed a moment ago"));
    }
    long token = LeaseKeeper.newToken();
    return acquire(read, token, seenSoftExpiry, NOBODY)
        .thenCompose(
            answer ->
                answer instanceof LeaseAnswer.Granted granted
                    ? load(read, token, granted.before(), ahead).thenApply(Warmed::by)
                    : completedFuture(
                        Warmed.skipped(
                            answer instanceof LeaseAnswer.Present
                                ? "a newer value is there"
                                : "another holder loads it")));
  }

  /** Asks for the lease, for a caller that loads by itself; nobody is woken for it. */
  CompletableFuture<LeaseAnswer> claim(Read<K> read, long token, long seenSoftExpiry) {
    return acquire(read, token, seenSoftExpiry, NOBODY);
  }

  /** What holds for a load that begins now. */
  Grant grant(Read<K> read, long token, @Nullable Envelope before) {
    return new Grant(token, before, engine.watermark(read.cacheKey()), engine.store().now());
  }

  /** Stores what a caller has loaded by itself; false: its lease has ended meanwhile. */
  CompletableFuture<Boolean> fill(Read<K> read, Grant grant, Loaded<V> loaded, long began) {
    return keep(read, grant, loaded, loaded.value(), began).thenApply(Landing::proven);
  }

  private CompletableFuture<LeaseAnswer> acquire(
      Read<K> read, long token, long seenSoftExpiry, String waiter) {
    return engine
        .store()
        .acquire(new LeaseRequest(read.cacheKey(), token, leaseMillis(), seenSoftExpiry, waiter));
  }

  /**
   * Asks for the lease until the key is loaded, here or elsewhere, or the reader's time is over.
   */
  private CompletableFuture<Landing<V>> ask(
      Read<K> read, long seenSoftExpiry, int attempt, OriginCall<K, V> call) {
    Throwable remembered = failures.pausing(read.cacheKey(), System.nanoTime());
    if (remembered != null) {
      return failedAMomentAgo(read, remembered);
    }
    CompletableFuture<Void> wake = engine.wakes().expect(read.cacheKey());
    long sent = System.nanoTime();
    long token = LeaseKeeper.newToken();
    return Reply.of(acquire(read, token, seenSoftExpiry, engine.clientId()))
        .thenComposeAsync(
            reply -> {
              LeaseAnswer answer = reply.value();
              if (answer == null) {
                return loadWithoutLease(read, call);
              }
              if (answer instanceof LeaseAnswer.Granted granted) {
                engine.wakes().wake(read.cacheKey());
                return load(read, token, granted.before(), call);
              }
              call.pass();
              if (answer instanceof LeaseAnswer.Present present) {
                return present(read, present.value(), sent, attempt, call);
              }
              long remaining = ((LeaseAnswer.Wait) answer).remainingMillis();
              return sleep(read, attempt, remaining, wake)
                  .thenCompose(awake -> ask(read, seenSoftExpiry, attempt + 1, call));
            },
            engine.callbacks());
  }

  private CompletableFuture<Landing<V>> present(
      Read<K> read, Envelope stored, long sent, int attempt, OriginCall<K, V> call) {
    Values.Decoded<V> decoded = values.decode(read.cacheKey(), stored);
    return decoded == null
        ? ask(read, stored.softExpiresAt(), attempt + 1, call)
        : completedFuture(
            new Landing<>(
                decoded.value(), sent, false, stored.writeId(), stored.payload().length, true));
  }

  /** Waits until the lease ends, or the time to ask again has come. */
  private CompletableFuture<Void> sleep(
      Read<K> read, int attempt, long leaseRemaining, CompletableFuture<Void> wake) {
    if (read.late(System.nanoTime())) {
      return failedFuture(new GaveUp(read.cacheKey()));
    }
    long millis = Backoff.millis(attempt, leaseRemaining, ThreadLocalRandom.current());
    CompletableFuture<Void> awake = new CompletableFuture<>();
    var alarm = engine.timer().schedule(() -> awake.complete(null), millis, TimeUnit.MILLISECONDS);
    wake.thenRun(() -> awake.complete(null));
    long began = System.nanoTime();
    return awake.thenRunAsync(
        () -> {
          alarm.cancel(false);
          meters.leaseWaits.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        },
        engine.callbacks());
  }

  private CompletableFuture<Landing<V>> load(
      Read<K> read, long token, @Nullable Envelope before, OriginCall<K, V> call) {
    LeaseKeeper.Held held = engine.leases().hold(read.cacheKey(), token, leaseMillis());
    Grant grant = grant(read, token, before);
    long began = System.nanoTime();
    LoadRequest<K, V> request = request(read, before);
    return fromOrigin(read, request, began, call)
        .thenCompose(loaded -> keep(read, grant, loaded, value(loaded, request), began))
        .whenComplete(
            (landing, failure) -> {
              held.letGo();
              if (failure != null || !landing.kept()) {
                engine.store().release(read.cacheKey(), token);
              }
            });
  }

  private CompletableFuture<Landing<V>> keep(
      Read<K> read, Grant grant, Loaded<V> loaded, @Nullable V value, long began) {
    WriteId lastWrite = grant.lastWrite();
    if (!loaded.cached()) {
      return completedFuture(new Landing<>(value, began, false, lastWrite, 0, false));
    }
    long micros = (System.nanoTime() - began) / 1000;
    Values.Fill fill =
        values.encode(
            read.key(),
            loaded,
            new Values.Moment(
                read.cacheKey(),
                read.settings(),
                grant.watermark(),
                grant.at(),
                lastWrite,
                grant.writtenAt(),
                micros,
                false),
            grant.before());
    int bytes = fill.envelope().payload().length;
    read.counter().seen(bytes, fill.envelope().softExpiresAt());
    return Reply.of(
            engine.store().fill(read.cacheKey(), grant.token(), fill.envelope(), fill.keptMillis()))
        .thenApply(
            reply -> {
              boolean stored = Boolean.TRUE.equals(reply.value());
              if (reply.failure() != null) {
                notStored(read.cacheKey(), reply.failure());
                engine.store().release(read.cacheKey(), grant.token());
              }
              if (stored) {
                meters.storedBytes.record(bytes);
              }
              if (Boolean.FALSE.equals(reply.value())) {
                meters.refusedFills.increment();
                engine.notices().fillRefused(read.cacheKey());
              }
              return new Landing<>(value, began, stored, lastWrite, bytes, true);
            });
  }

  /** What Redis cannot take is said; that Redis is away is seen elsewhere. */
  private void notStored(String cacheKey, Throwable failure) {
    Throwable cause = Answers.cause(failure);
    if (cause.getCause() instanceof CodecException refused) {
      meters.refusedValues.increment();
      engine.notices().valueRefused(cacheKey, refused);
    }
  }

  private @Nullable V value(Loaded<V> loaded, LoadRequest<K, V> request) {
    if (!loaded.isNotModified()) {
      return loaded.value();
    }
    Values.Decoded<V> old = request.old();
    if (old == null) {
      throw new IllegalStateException(
          "the loader said notModified, but there was no old value: answer so only where"
              + " LoadRequest.oldValue() or validator() was there");
    }
    return old.value();
  }

  private CompletableFuture<Landing<V>> loadUnlessPausing(Read<K> read, OriginCall<K, V> call) {
    Throwable remembered = failures.pausing(read.cacheKey(), System.nanoTime());
    return remembered == null ? loadWithoutLease(read, call) : failedAMomentAgo(read, remembered);
  }

  private CompletableFuture<Landing<V>> failedAMomentAgo(Read<K> read, Throwable remembered) {
    return failedFuture(
        new CacheException(
            read.cacheKey() + ": its load failed a moment ago: " + remembered.getMessage(),
            remembered));
  }

  private CompletableFuture<Landing<V>> loadWithoutLease(Read<K> read, OriginCall<K, V> call) {
    meters.degradedLoads.increment();
    long began = System.nanoTime();
    LoadRequest<K, V> request = request(read, null);
    return fromOrigin(read, request, began, call)
        .thenApply(
            loaded -> {
              V value = value(loaded, request);
              int bytes = loaded.cached() ? values.size(value) : 0;
              return new Landing<>(value, began, false, WriteId.NONE, bytes, loaded.cached());
            });
  }

  private LoadRequest<K, V> request(Read<K> read, @Nullable Envelope before) {
    return new LoadRequest<>(
        read.key(),
        () -> before == null ? null : values.decode(read.cacheKey(), before),
        before == null ? "" : before.validator(),
        read.deadline(),
        source(read));
  }

  /** The view that brought it has the region's types. */
  @SuppressWarnings("unchecked")
  private @Nullable Source<K, V> source(Read<K> read) {
    return (Source<K, V>) read.source();
  }

  private CompletableFuture<Loaded<V>> fromOrigin(
      Read<K> read, LoadRequest<K, V> request, long began, OriginCall<K, V> call) {
    int atOnce = inFlight.incrementAndGet();
    return call.load(request)
        .whenComplete(
            (value, failure) -> {
              inFlight.decrementAndGet();
              loaded(read, System.nanoTime() - began, call.shared() ? 0 : atOnce, failure);
            });
  }

  private void loaded(Read<K> read, long nanos, int atOnce, @Nullable Throwable failure) {
    read.counter().load(nanos / 1000, failure != null, atOnce);
    if (failure == null) {
      failures.succeeded(read.cacheKey());
      meters.loads.record(nanos, TimeUnit.NANOSECONDS);
    } else {
      failures.failed(read.cacheKey(), Answers.cause(failure), System.nanoTime());
      meters.failedLoads.record(nanos, TimeUnit.NANOSECONDS);
      engine.notices().loadFailed(read.cacheKey(), Answers.cause(failure));
    }
  }

  private long leaseMillis() {
    return config.lease().toMillis();
  }

  /** Whose deadline has passed before the lease was to be had; others may wait for longer. */
  static final class GaveUp extends RuntimeException {
    private static final long serialVersionUID = 1;

    GaveUp(String cacheKey) {
      super(cacheKey + ": another process still loads it", null, false, false);
    }
  }

  /**
   * A lease that was had.
   *
   * @param before what was stored then
   * @param watermark broker time then
   * @param at Redis time then
   */
  record Grant(long token, @Nullable Envelope before, long watermark, long at) {
    WriteId lastWrite() {
      return before == null ? WriteId.NONE : before.writeId();
    }

    long writtenAt() {
      return before == null ? 0 : before.writtenAt();
    }
  }

  /** How a key is loaded: by itself, or with others. */
  private interface OriginCall<K, V> {
    CompletableFuture<Loaded<V>> load(LoadRequest<K, V> request);

    /** For now the key does not have to be loaded. */
    default void pass() {}

    /** Whether others are loaded by the same call: then it says nothing of loads side by side. */
    default boolean shared() {
      return false;
    }
  }

  /** A key's place in a batch, used or given up once. */
  private static final class Ticket<K, V> implements OriginCall<K, V> {
    private final Batch<K, V> batch;
    private final AtomicBoolean used = new AtomicBoolean();

    Ticket(Batch<K, V> batch) {
      this.batch = batch;
    }

    @Override
    public CompletableFuture<Loaded<V>> load(LoadRequest<K, V> request) {
      return used.compareAndSet(false, true) ? batch.load(request) : batch.loadAlone(request);
    }

    @Override
    public void pass() {
      if (used.compareAndSet(false, true)) {
        batch.pass();
      }
    }

    @Override
    public boolean shared() {
      return true;
    }
  }

  /** What became of a load that the pipeline ordered. */
  record Warmed(boolean done, String why) {
    static Warmed by(Landing<?> landing) {
      return landing.proven() ? new Warmed(true, "") : skipped("a write came in between");
    }

    static Warmed skipped(String why) {
      return new Warmed(false, why);
    }
  }
}
