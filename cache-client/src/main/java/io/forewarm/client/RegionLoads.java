package io.forewarm.client;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;

import io.forewarm.client.redis.Envelope;
import io.forewarm.client.redis.LeaseAnswer;
import io.forewarm.client.redis.LeaseRequest;
import io.forewarm.client.redis.WriteId;
import io.forewarm.client.stampede.Backoff;
import io.forewarm.client.stampede.FailureMemory;
import io.forewarm.client.stampede.Flights;
import io.forewarm.client.stampede.Landing;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One load a key in the whole cluster. In this process readers share a flight; across processes the
 * flight asks Redis for the lease, and loads only if it gets it. What it loads is stored only while
 * the lease still holds: a write in between has ended it.
 */
final class RegionLoads<K, V> {
  private final RegionConfig<K, V> config;
  private final Engine engine;
  private final Values<V> values;
  private final RegionMeters meters;
  private final Supplier<RegionSettings> settings;
  private final Origin<K, V> origin;
  private final Flights<V> flights = new Flights<>();
  private final FailureMemory failures = new FailureMemory();

  RegionLoads(
      RegionConfig<K, V> config,
      Engine engine,
      Values<V> values,
      RegionMeters meters,
      Supplier<RegionSettings> settings) {
    this.config = config;
    this.engine = engine;
    this.values = values;
    this.meters = meters;
    this.settings = settings;
    this.origin = new Origin<>(config, engine.loads());
  }

  Values<V> values() {
    return values;
  }

  /** Joins the flight of a key, or starts one that asks for the lease. */
  CompletableFuture<Landing<V>> join(Read<K> read, long seenSoftExpiry) {
    return flights.join(read.cacheKey(), () -> ask(read, seenSoftExpiry, 0));
  }

  /** Refreshes a key behind everybody's back, unless that is under way already. */
  void refresh(Read<K> read, long seenSoftExpiry) {
    if (failures.pausing(read.cacheKey(), System.nanoTime()) == null) {
      flights.startIfNone(read.cacheKey(), () -> askOnce(read, seenSoftExpiry));
    }
  }

  /** As {@link #join}, without the lease. */
  CompletableFuture<Landing<V>> joinWithoutRedis(Read<K> read) {
    return flights.join(read.cacheKey(), () -> loadWithoutLease(read));
  }

  /** As {@link #refresh}, without the lease. */
  void refreshWithoutRedis(Read<K> read) {
    if (failures.pausing(read.cacheKey(), System.nanoTime()) == null) {
      flights.startIfNone(read.cacheKey(), () -> loadWithoutLease(read));
    }
  }

  /** Loads a key if the lease is to be had and nothing newer than what was seen is stored. */
  CompletableFuture<Warmed> warm(Read<K> read, long seenSoftExpiry) {
    long token = LeaseKeeper.newToken();
    LeaseRequest request =
        new LeaseRequest(read.cacheKey(), token, leaseMillis(), seenSoftExpiry, "");
    return engine
        .store()
        .acquire(request)
        .thenCompose(
            answer ->
                answer instanceof LeaseAnswer.Granted granted
                    ? load(read, token, granted.before())
                        .thenApply(
                            landing ->
                                landing.proven()
                                    ? Warmed.filled()
                                    : Warmed.skipped("a write came in between"))
                    : completedFuture(
                        Warmed.skipped(
                            answer instanceof LeaseAnswer.Present
                                ? "a newer value is there"
                                : "another holder loads it")));
  }

  private CompletableFuture<Landing<V>> ask(Read<K> read, long seenSoftExpiry, int attempt) {
    Throwable remembered = failures.pausing(read.cacheKey(), System.nanoTime());
    if (remembered != null) {
      return failedFuture(
          new CacheException(
              read.cacheKey() + ": its load failed a moment ago: " + remembered.getMessage(),
              remembered));
    }
    CompletableFuture<Void> wake = engine.wakes().expect(read.cacheKey());
    long sent = System.nanoTime();
    long token = LeaseKeeper.newToken();
    LeaseRequest request =
        new LeaseRequest(read.cacheKey(), token, leaseMillis(), seenSoftExpiry, engine.clientId());
    return Reply.of(engine.store().acquire(request))
        .thenComposeAsync(
            reply -> {
              LeaseAnswer answer = reply.value();
              return answer == null
                  ? loadWithoutLease(read)
                  : follow(read, seenSoftExpiry, attempt, token, sent, wake, answer);
            },
            engine.callbacks());
  }

  private CompletableFuture<Landing<V>> follow(
      Read<K> read,
      long seenSoftExpiry,
      int attempt,
      long token,
      long sent,
      CompletableFuture<Void> wake,
      LeaseAnswer answer) {
    if (answer instanceof LeaseAnswer.Granted granted) {
      engine.wakes().wake(read.cacheKey());
      return load(read, token, granted.before());
    }
    if (answer instanceof LeaseAnswer.Present present) {
      Values.Decoded<V> decoded = values.decode(read.cacheKey(), present.value());
      return decoded == null
          ? ask(read, present.value().softExpiresAt(), attempt + 1)
          : completedFuture(new Landing<>(decoded.value(), sent, false, false));
    }
    LeaseAnswer.Wait wait = (LeaseAnswer.Wait) answer;
    Envelope stale = wait.stale();
    Values.Decoded<V> decoded = stale == null ? null : values.decode(read.cacheKey(), stale);
    if (decoded != null) {
      return completedFuture(new Landing<>(decoded.value(), sent, false, true));
    }
    return sleep(read, attempt, wait.remainingMillis(), wake)
        .thenCompose(awake -> ask(read, seenSoftExpiry, attempt + 1));
  }

  /** Waits until the lease ends, or the time to ask again has come. */
  private CompletableFuture<Void> sleep(
      Read<K> read, int attempt, long leaseRemaining, CompletableFuture<Void> wake) {
    if (System.nanoTime() - read.deadline() >= 0) {
      return failedFuture(new TimeoutException(read.cacheKey()));
    }
    long millis = Backoff.millis(attempt, leaseRemaining, ThreadLocalRandom.current());
    CompletableFuture<Void> awake = new CompletableFuture<>();
    var alarm = engine.timer().schedule(() -> awake.complete(null), millis, TimeUnit.MILLISECONDS);
    wake.thenRun(() -> awake.complete(null));
    return awake.thenRunAsync(() -> alarm.cancel(false), engine.callbacks());
  }

  /** A refresh does not wait for another's lease. */
  private CompletableFuture<Landing<V>> askOnce(Read<K> read, long seenSoftExpiry) {
    long token = LeaseKeeper.newToken();
    long sent = System.nanoTime();
    LeaseRequest request =
        new LeaseRequest(read.cacheKey(), token, leaseMillis(), seenSoftExpiry, "");
    return Reply.of(engine.store().acquire(request))
        .thenComposeAsync(
            reply -> {
              LeaseAnswer answer = reply.value();
              if (answer == null) {
                return loadWithoutLease(read);
              }
              return answer instanceof LeaseAnswer.Granted granted
                  ? load(read, token, granted.before())
                  : landingOf(read, answer, sent);
            },
            engine.callbacks());
  }

  /** Who joined a refresh that did not get the lease is answered from what Redis said. */
  private CompletableFuture<Landing<V>> landingOf(Read<K> read, LeaseAnswer answer, long sent) {
    Envelope stored =
        answer instanceof LeaseAnswer.Present present
            ? present.value()
            : ((LeaseAnswer.Wait) answer).stale();
    Values.Decoded<V> decoded = stored == null ? null : values.decode(read.cacheKey(), stored);
    return decoded == null
        ? ask(read, LeaseRequest.FRESH, 0)
        : completedFuture(new Landing<>(decoded.value(), sent, false, false));
  }

  private CompletableFuture<Landing<V>> load(Read<K> read, long token, @Nullable Envelope before) {
    LeaseKeeper.Held held = engine.leases().hold(read.cacheKey(), token, leaseMillis());
    long watermark = engine.control().watermarkMillis();
    long began = System.nanoTime();
    WriteId lastWrite = before == null ? WriteId.NONE : before.writeId();
    return fromOrigin(read, began)
        .thenCompose(value -> fill(read, token, value, began, watermark, lastWrite))
        .whenComplete(
            (landing, failure) -> {
              held.letGo();
              if (failure != null) {
                engine.store().release(read.cacheKey(), token);
              }
            });
  }

  private CompletableFuture<Landing<V>> fill(
      Read<K> read, long token, @Nullable V value, long began, long watermark, WriteId lastWrite) {
    RegionSettings now = settings.get();
    long micros = (System.nanoTime() - began) / 1000;
    Envelope envelope =
        values.encode(value, Envelope.UNVERSIONED, now, watermark, lastWrite, micros);
    return engine
        .store()
        .fill(read.cacheKey(), token, envelope, values.keptMillis(value, now))
        .exceptionally(failure -> false)
        .thenApply(
            stored -> {
              if (!stored) {
                meters.refusedFills.increment();
              }
              read.counter().seen(envelope.payload().length, envelope.softExpiresAt());
              return new Landing<>(value, began, stored, false);
            });
  }

  private CompletableFuture<Landing<V>> loadWithoutLease(Read<K> read) {
    meters.degradedLoads.increment();
    long began = System.nanoTime();
    return fromOrigin(read, began).thenApply(value -> new Landing<>(value, began, false, false));
  }

  private CompletableFuture<@Nullable V> fromOrigin(Read<K> read, long began) {
    return origin
        .load(read.key())
        .toCompletableFuture()
        .whenComplete((value, failure) -> loaded(read, System.nanoTime() - began, failure));
  }

  private void loaded(Read<K> read, long nanos, @Nullable Throwable failure) {
    read.counter().load(nanos / 1000, failure != null);
    if (failure == null) {
      failures.succeeded(read.cacheKey());
      meters.loads.record(nanos, TimeUnit.NANOSECONDS);
    } else {
      failures.failed(read.cacheKey(), failure, System.nanoTime());
      meters.failedLoads.record(nanos, TimeUnit.NANOSECONDS);
    }
  }

  private long leaseMillis() {
    return config.lease().toMillis();
  }

  /** What became of a load that the pipeline ordered. */
  record Warmed(boolean done, String why) {
    static Warmed filled() {
      return new Warmed(true, "");
    }

    static Warmed skipped(String why) {
      return new Warmed(false, why);
    }
  }
}
