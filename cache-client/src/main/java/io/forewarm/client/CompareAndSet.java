package io.forewarm.client;

import io.forewarm.client.RegionWrites.Target;
import io.forewarm.client.redis.Envelope;
import io.forewarm.client.redis.LeaseAnswer;
import io.forewarm.client.redis.LeaseAnswer.Granted;
import io.forewarm.client.redis.ValueStore;
import io.forewarm.client.redis.WriteId;
import io.forewarm.client.stampede.Backoff;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Changes of cached values by what they are. Who changes a key waits until others who change it are
 * done, by the lease: taking it from each other, none might ever get to its end.
 */
final class CompareAndSet<K, V> {
  private final Engine engine;
  private final long leaseMillis;
  private final Values<K, V> values;
  private final Invalidations invalidations;

  CompareAndSet(RegionConfig<K, V> config, Engine engine, Values<K, V> values) {
    this.engine = engine;
    this.leaseMillis = config.lease().toMillis();
    this.values = values;
    this.invalidations = new Invalidations(engine);
  }

  /** Takes a key, with what Redis has under it. */
  Seized<V> seize(Target<K> target) {
    String cacheKey = target.cacheKey();
    long watermark = engine.watermark(cacheKey);
    long token = LeaseKeeper.newToken();
    Envelope stored = inTurn(target, token).before();
    LeaseKeeper.Held held = engine.leases().hold(cacheKey, token, leaseMillis);
    long left = stored == null ? 0 : stored.softExpiresAt() - engine.store().now();
    Values.Decoded<V> decoded =
        stored == null || left <= 0 ? null : values.decode(cacheKey, stored);
    V value = decoded == null ? null : decoded.value();
    Duration fresh = value == null ? Duration.ZERO : Duration.ofMillis(left);
    return new Seized<>(value, fresh, new Hold(target, token, held, watermark));
  }

  /** Asks again when another writer is done, and from time to time, should its wake be lost. */
  private Granted inTurn(Target<K> target, long token) {
    String cacheKey = target.cacheKey();
    long timeout = target.settings().timeoutNanos();
    long deadline = System.nanoTime() + timeout;
    for (int attempt = 0; ; attempt++) {
      CompletableFuture<Void> wake = engine.wakes().expect(cacheKey);
      LeaseAnswer answer =
          Answers.await(
              engine.store().seizeInTurn(cacheKey, token, leaseMillis, engine.clientId()));
      if (answer instanceof Granted granted) {
        engine.wakes().wake(cacheKey);
        return granted;
      }
      if (System.nanoTime() - deadline >= 0) {
        throw new CacheException(
            cacheKey
                + ": others have changed it for the whole timeout of "
                + TimeUnit.NANOSECONDS.toMillis(timeout)
                + " ms; nothing was changed by this call: repeat it",
            null);
      }
      await(wake, attempt, ((LeaseAnswer.Wait) answer).remainingMillis());
    }
  }

  private static void await(CompletableFuture<Void> wake, int attempt, long leaseRemaining) {
    long millis = Backoff.millis(attempt, leaseRemaining, ThreadLocalRandom.current());
    try {
      Answers.await(wake, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
    } catch (TimeoutException | ExecutionException e) {
      // it is asked again
    }
  }

  /** What can be done with a key that was taken. */
  private final class Hold implements Seized.Hold<V> {
    private final Target<K> target;
    private final long token;
    private final LeaseKeeper.Held held;
    private final long watermark;
    private final String writeId = UUID.randomUUID().toString();
    private final long began = System.nanoTime();

    /**
     * @param watermark before it was taken
     */
    Hold(Target<K> target, long token, LeaseKeeper.Held held, long watermark) {
      this.target = target;
      this.token = token;
      this.held = held;
      this.watermark = watermark;
    }

    @Override
    public boolean store(Loaded<V> changed) {
      long micros = (System.nanoTime() - began) / 1000;
      Values.Fill fill = values.encode(target, changed, writeId, watermark, micros);
      return change(fill.envelope(), fill.keptMillis());
    }

    @Override
    public boolean remove() {
      WriteId id = WriteId.of(writeId);
      return change(
          Envelope.tombstone(id, Envelope.UNVERSIONED, engine.store().now()),
          ValueStore.TOMBSTONE_KEPT.toMillis());
    }

    private boolean change(Envelope envelope, long keptMillis) {
      String cacheKey = target.cacheKey();
      held.letGo();
      boolean stored = Answers.await(engine.store().fill(cacheKey, token, envelope, keptMillis));
      if (stored) {
        engine.events().counter(cacheKey).write();
        invalidations.forgetAll(cacheKey);
        Answers.await(invalidations.publish(cacheKey, writeId, null));
      }
      return stored;
    }

    @Override
    public void giveBack() {
      held.letGo();
      var unused = engine.store().release(target.cacheKey(), token);
    }
  }
}
