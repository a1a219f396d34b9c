package io.forewarm.client;

import io.forewarm.client.control.ControlListener;
import io.forewarm.client.control.ControlLog;
import io.forewarm.client.events.EventSink;
import io.forewarm.client.near.NearCache;
import io.forewarm.client.near.NearEntry;
import io.forewarm.client.near.NearIndex;
import io.forewarm.client.redis.Envelope;
import io.forewarm.client.redis.ValueStore;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.RuleBook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Sees what clients see, of any region, by the same near cache, log and store: it reads by cache
 * key, keeps near whatever it has read, and never loads, fills or counts. For checks of
 * consistency. Safe for concurrent use.
 */
public final class Witness implements AutoCloseable {
  private static final long NEAR_BYTES = 64 << 20;
  private static final byte[] NOTHING = {};

  private final ValueStore store;
  private final EventSink events;
  private final ControlLog control;
  private final long maxStalenessNanos;
  private final NearIndex index = new NearIndex();
  private final NearCache<String, Envelope> near = new NearCache<>(NEAR_BYTES, index);
  private final VoidedRanges voided = new VoidedRanges();

  Witness(ValueStore store, EventSink events, ControlLog control, Duration maxStaleness) {
    this.store = store;
    this.events = events;
    this.control = control;
    this.maxStalenessNanos = maxStaleness.toNanos();
    voided.onAdd(this::sweep);
    control.start(new Heard());
  }

  /**
   * Connects.
   *
   * @param maxStaleness bound of near reads, as of the regions that it stands for
   */
  public static Witness connect(ForewarmConfig config, Duration maxStaleness) {
    return Connection.witness(config, maxStaleness);
  }

  /** Waits until tags and rules are known and the log is followed. False: not in time. */
  public boolean awaitCurrent(Duration limit) throws InterruptedException {
    return control.awaitCurrent(limit);
  }

  /**
   * Broker time up to which every write has taken effect in Redis, and has been told to this near
   * cache; milliseconds since 1970, 0 if nothing is known.
   */
  public long watermarkMillis() {
    return control.watermarkMillis();
  }

  /**
   * A moment by this process's clock, {@link System#nanoTime}, at which the brokers had not reached
   * a time yet; {@link ControlLog#NEVER} if that cannot be known.
   */
  public long ownNanos(long brokerMillis) {
    return control.ownNanos(brokerMillis);
  }

  /**
   * Returns what a read would be answered with by the near cache, without payload; null: it would
   * go on to Redis.
   */
  public @Nullable Envelope near(String cacheKey) {
    NearEntry<Envelope> entry = near.get(cacheKey);
    long now = System.nanoTime();
    if (entry == null || !entry.freshAt(now)) {
      return null;
    }
    boolean proven = entry.provenAt(now, control.watermarkNanos(), maxStalenessNanos);
    return proven ? entry.value() : null;
  }

  /**
   * Reads keys at home in Redis and keeps them near; null where nothing is stored, or what is
   * stored would not be served because its tag, prefix or region was invalidated.
   */
  public CompletableFuture<List<@Nullable Envelope>> readAll(List<String> cacheKeys) {
    long moment = index.touches().now();
    long sent = System.nanoTime();
    return store
        .readAll(cacheKeys)
        .thenApply(
            found -> {
              List<@Nullable Envelope> served = new ArrayList<>(found.size());
              for (int i = 0; i < found.size(); i++) {
                served.add(served(cacheKeys.get(i), found.get(i), sent, moment));
              }
              return served;
            });
  }

  private @Nullable Envelope served(
      String cacheKey, @Nullable Envelope stored, long sent, long moment) {
    if (stored == null || (stored.answers() && voided.voided(cacheKey, stored))) {
      return null;
    }
    Envelope header = withoutPayload(stored);
    long left = stored.softExpiresAt() - store.now();
    if (stored.answers() && left > 0) {
      long expires = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(left);
      NearEntry.Details details =
          new NearEntry.Details(
              cacheKey,
              CacheKey.hash(cacheKey),
              expires,
              stored.loadMicros(),
              stored.softExpiresAt(),
              stored.tags(),
              0);
      near.put(
          cacheKey,
          new NearEntry<>(header, EventSink.NONE.counter(cacheKey), sent, expires, details),
          moment);
    }
    return header;
  }

  private static Envelope withoutPayload(Envelope stored) {
    return new Envelope(
            stored.state(),
            stored.version(),
            stored.softExpiresAt(),
            stored.watermark(),
            stored.writeId(),
            stored.loadMicros(),
            stored.codec(),
            NOTHING,
            stored.storedBytes())
        .described(stored.tags(), "");
  }

  private void sweep(Predicate<NearEntry<?>> covered) {
    index.touches().touchAll();
    near.invalidateIf(covered);
  }

  /** Ends in order; bounded in time. */
  @Override
  public void close() {
    control.close();
    events.close();
    store.close();
  }

  /** Takes what the log says, as {@link ControlRouter} does for regions. */
  private final class Heard implements ControlListener {
    @Override
    public void hot(HotKey key) {}

    @Override
    public void cooled(String cacheKey) {}

    @Override
    public void invalidated(long hash) {
      index.invalidate(hash);
    }

    @Override
    public void voided(String name, long at) {
      voided.add(name, at);
    }

    @Override
    public void rules(RuleBook rules) {}

    @Override
    public void lost() {
      sweep(entry -> true);
    }

    @Override
    public void current() {
      voided.known();
    }
  }
}
