package io.forewarm.client;

import io.forewarm.client.redis.Envelope;
import io.forewarm.client.redis.LeaseAnswer;
import io.forewarm.client.redis.LeaseRequest;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Lookups past the near cache, for callers that load by themselves. The lease is taken as it is by
 * a load, but is not renewed: nobody can know whether the caller still loads. What takes longer is
 * not stored.
 */
final class Lookups<K, V> {
  private final Engine engine;
  private final RedisReads<K, V> reads;
  private final RegionLoads<K, V> loads;
  private final Values<K, V> values;

  Lookups(Engine engine, RedisReads<K, V> reads, RegionLoads<K, V> loads, Values<K, V> values) {
    this.engine = engine;
    this.reads = reads;
    this.loads = loads;
    this.values = values;
  }

  /** Asks Redis; where it does not answer there is nothing, and nothing can be filled. */
  Lookup<V> ask(Read<K> read) {
    return read.settings().redis() ? ask(read, LeaseRequest.FRESH) : inVain(read, null);
  }

  private Lookup<V> ask(Read<K> read, long seenSoftExpiry) {
    long token = LeaseKeeper.newToken();
    long began = System.nanoTime();
    LeaseAnswer answer;
    try {
      answer = Answers.await(loads.claim(read, token, seenSoftExpiry), read.deadline());
    } catch (ExecutionException | TimeoutException e) {
      return inVain(read, null);
    }
    if (answer instanceof LeaseAnswer.Present present) {
      return present(read, present.value(), seenSoftExpiry);
    }
    return inVain(
        read,
        answer instanceof LeaseAnswer.Granted granted
            ? new Held(read, loads.grant(read, token, granted.before()), began)
            : null);
  }

  /** What cannot be served is looked past, once. */
  private Lookup<V> present(Read<K> read, Envelope stored, long seenSoftExpiry) {
    Values.Decoded<V> decoded = values.decode(read.cacheKey(), stored);
    if (decoded != null) {
      reads.lookedUp(read, stored, decoded);
      return Lookup.found(decoded.value());
    }
    return seenSoftExpiry == LeaseRequest.FRESH
        ? ask(read, stored.softExpiresAt())
        : inVain(read, null);
  }

  private Lookup<V> inVain(Read<K> read, Lookup.@Nullable Claim<V> claim) {
    reads.lookedUpInVain(read);
    return Lookup.nothing(claim);
  }

  /** A lease that was granted to a lookup. */
  private final class Held implements Lookup.Claim<V> {
    private final Read<K> read;
    private final RegionLoads.Grant grant;
    private final long began;

    Held(Read<K> read, RegionLoads.Grant grant, long began) {
      this.read = read;
      this.grant = grant;
      this.began = began;
    }

    @Override
    public boolean fill(Loaded<V> loaded) {
      boolean stored = Answers.await(loads.fill(read, grant, loaded, began));
      if (!stored) {
        release();
      }
      return stored;
    }

    @Override
    public void release() {
      var unused = engine.store().release(read.cacheKey(), grant.token());
    }
  }
}
