package io.forewarm.client;

import io.forewarm.client.codec.CodecException;
import io.forewarm.client.expiry.AdaptiveTtl;
import io.forewarm.client.redis.Envelope;
import io.forewarm.client.redis.Packing;
import io.forewarm.client.redis.WriteId;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a region's values into envelopes and takes them out. */
final class Values<K, V> {
  private static final Logger LOG = LoggerFactory.getLogger(Values.class);
  private static final byte[] NOTHING = {};

  private final RegionConfig<K, V> config;
  private final Engine engine;
  private final RegionMeters meters;
  private final AdaptiveTtl ttl;

  Values(RegionConfig<K, V> config, Engine engine, RegionMeters meters) {
    this.config = config;
    this.engine = engine;
    this.meters = meters;
    this.ttl = new AdaptiveTtl(config.softTtl().toMillis(), config.ttlBounds());
    meters.ttl(ttl);
  }

  /** Returns what an envelope holds; null if it holds nothing that may be served. */
  @Nullable Decoded<V> decode(String cacheKey, Envelope stored) {
    if (!stored.answers() || engine.voided().voided(cacheKey, stored)) {
      return null;
    }
    if (stored.state() == Envelope.State.ABSENT) {
      return new Decoded<>(null);
    }
    if (stored.codec() != config.codec().id()) {
      LOG.debug(
          "value of another codec is loaded anew key={} codec={}",
          engine.notices().shown(cacheKey),
          stored.codec());
      return null;
    }
    try {
      return new Decoded<>(config.codec().decode(stored.payload()));
    } catch (CodecException e) {
      meters.unreadable.increment();
      LOG.warn(
          "value cannot be read and is loaded anew key={} cause={}",
          engine.notices().shown(cacheKey),
          engine.notices().shown(cacheKey, e));
      return null;
    }
  }

  /**
   * Whether a value was loaded so soon after a write that it may be from before it: then it is not
   * to be served any longer than it is fresh.
   */
  boolean doubtful(String cacheKey, Envelope stored, OriginLag lag) {
    return lag.millis() > 0
        && (lag.cut(stored)
            || lag.hides(
                OriginLag.age(
                    engine.voided().lastAt(cacheKey, stored.tags()), stored.watermark())));
  }

  /** Wraps what a loader brought; the old entry is there if it is not modified. */
  Fill encode(K key, Loaded<V> loaded, Moment moment, @Nullable Envelope old) {
    Envelope renewed = loaded.isNotModified() ? old : null;
    boolean absent =
        renewed == null ? loaded.value() == null : renewed.state() == Envelope.State.ABSENT;
    long[] tags = tags(key, loaded, renewed);
    Life life = life(loaded, living(moment), absent);
    if (moment.settings().originLag().millis() > 0 && !moment.own()) {
      life = life.cut(moment, engine.voided().lastAt(moment.cacheKey(), tags));
    }
    String validator = loaded.validator();
    Envelope envelope =
        new Envelope(
            absent ? Envelope.State.ABSENT : Envelope.State.VALUE,
            version(loaded, renewed),
            engine.store().now() + life.softMillis(),
            moment.watermark(),
            moment.lastWrite(),
            moment.remembered(),
            (int) Math.min(Integer.MAX_VALUE, moment.loadMicros()),
            config.codec().id(),
            tags,
            validator.isEmpty() && renewed != null ? renewed.validator() : validator,
            renewed == null ? payload(loaded.value()) : renewed.payload(),
            0,
            packing(moment.cacheKey()));
    if (old != null && ttl.moves() && !moment.own()) {
      learn(old, envelope);
    }
    return new Fill(envelope, life.hardMillis());
  }

  /** Wraps what a write stores by itself. */
  Fill encode(
      RegionWrites.Target<K> target,
      Loaded<V> written,
      String writeId,
      long watermark,
      long micros) {
    long now = engine.store().now();
    WriteId write = WriteId.of(writeId);
    return encode(
        target.key(),
        written,
        new Moment(target.cacheKey(), target.settings(), watermark, now, write, now, micros, true),
        null);
  }

  private void learn(Envelope old, Envelope loaded) {
    if (old.answers()) {
      boolean changed =
          old.state() != loaded.state() || !Arrays.equals(old.payload(), loaded.payload());
      ttl.reloaded(age(old), changed);
    }
  }

  /** A stored value was read. */
  void read(Envelope stored) {
    if (ttl.moves()) {
      ttl.read(age(stored));
    }
  }

  /** Without the log a value does not say when it was loaded: about a life before it ends. */
  private long age(Envelope stored) {
    long loaded = stored.watermark();
    if (loaded <= 0) {
      loaded = stored.softExpiresAt() - (long) (ttl.softMillis() * (1 - config.ttlJitter() / 2));
    }
    return Math.max(0, engine.store().now() - loaded);
  }

  /** Size of a value as its codec writes it, bytes. */
  int size(@Nullable V value) {
    return payload(value).length;
  }

  private byte[] payload(@Nullable V value) {
    return value == null ? NOTHING : config.codec().encode(value);
  }

  private long version(Loaded<V> loaded, @Nullable Envelope old) {
    Long version = loaded.version();
    if (version != null) {
      return version;
    }
    V value = loaded.value();
    ToLongFunction<? super V> carried = config.version();
    if (value != null && carried != null) {
      return carried.applyAsLong(value);
    }
    return old == null ? Envelope.UNVERSIONED : old.version();
  }

  private long[] tags(K key, Loaded<V> loaded, @Nullable Envelope old) {
    Collection<String> names = loaded.tags();
    if (names == null && old != null) {
      return old.tags();
    }
    V value = loaded.value();
    if (names == null && value != null) {
      names = config.tags().apply(key, value);
    }
    return names == null ? new long[0] : names.stream().mapToLong(VoidedRanges::tagId).toArray();
  }

  private Packing packing(String cacheKey) {
    return new Packing() {
      @Override
      public boolean wanted() {
        return !engine.acting().has(cacheKey)
            || !Boolean.FALSE.equals(engine.acting().rules().forKey(cacheKey).getCompression());
      }

      @Override
      public void tried(int bytes, int saved, long micros) {
        engine.events().counter(cacheKey).compressed(bytes, saved, micros);
      }
    };
  }

  /** Rules about keys hold for those for which decisions are executed. */
  private RegionSettings living(Moment moment) {
    String cacheKey = moment.cacheKey();
    return engine.acting().has(cacheKey)
        ? moment.settings().living(engine.acting().rules().forKey(cacheKey))
        : moment.settings();
  }

  /** Soft and hard TTL are shortened alike, so that equal ones stay equal. */
  private Life life(Loaded<V> loaded, RegionSettings settings, boolean absent) {
    Duration usual = settings.softTtl();
    if (settings.adaptiveTtl() && ttl.moves()) {
      usual = Duration.ofMillis(ttl.softMillis());
    }
    Duration soft = loaded.softTtl() == null ? usual : loaded.softTtl();
    Duration hard =
        loaded.hardTtl() == null
            ? settings.hardTtl().plus(usual).minus(settings.softTtl())
            : loaded.hardTtl();
    if (absent && loaded.softTtl() == null) {
      soft = config.absentTtl();
      hard = soft;
    }
    double left = 1 - config.ttlJitter() * ThreadLocalRandom.current().nextDouble();
    return new Life(
        Math.max(1, (long) (soft.toMillis() * left)), Math.max(1, (long) (hard.toMillis() * left)));
  }

  /** How long a value is fresh, and how long it is kept. */
  private record Life(long softMillis, long hardMillis) {
    /** As short as it must be after a write of the key, or of what it is made of. */
    Life cut(Moment moment, long voidedAt) {
      OriginLag lag = moment.settings().originLag();
      long keyAge = moment.writeAge();
      long age = Math.min(keyAge, OriginLag.age(voidedAt, moment.watermark()));
      if (!lag.hides(age)) {
        return this;
      }
      long soft = Math.min(softMillis, lag.lifeMillis(age));
      return new Life(soft, Math.max(soft, lag.leftMillis(keyAge)));
    }
  }

  /** A value, or the knowledge that there is none. */
  record Decoded<V>(@Nullable V value) {}

  /**
   * How a value came about.
   *
   * @param watermark broker time when its load began
   * @param began Redis time when its load began
   * @param lastWrite of the key, as Redis knew it then
   * @param writtenAt when that was, Redis time; 0 if it is not known
   * @param loadMicros how long the load took
   * @param own whether it is the write itself, and not what the origin answered after it
   */
  record Moment(
      String cacheKey,
      RegionSettings settings,
      long watermark,
      long began,
      WriteId lastWrite,
      long writtenAt,
      long loadMicros,
      boolean own) {

    long writeAge() {
      return OriginLag.age(writtenAt == 0 ? VoidedRanges.NEVER : writtenAt, began);
    }

    /** When the last write was, if the next load has to know. */
    long remembered() {
      return settings.originLag().hides(writeAge()) ? writtenAt : 0;
    }
  }

  /** What is stored, and for how long. */
  record Fill(Envelope envelope, long keptMillis) {}
}
