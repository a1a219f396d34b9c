package io.forewarm.client;

import io.forewarm.client.codec.CodecException;
import io.forewarm.client.redis.Envelope;
import io.forewarm.client.redis.WriteId;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a region's values into envelopes and takes them out. */
final class Values<V> {
  private static final Logger LOG = LoggerFactory.getLogger(Values.class);
  private static final byte[] NOTHING = {};

  private final RegionConfig<?, V> config;
  private final Engine engine;

  Values(RegionConfig<?, V> config, Engine engine) {
    this.config = config;
    this.engine = engine;
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
      LOG.debug("value of another codec is loaded anew key={} codec={}", cacheKey, stored.codec());
      return null;
    }
    try {
      return new Decoded<>(config.codec().decode(stored.payload()));
    } catch (CodecException e) {
      LOG.warn("value cannot be read and is loaded anew key={} cause={}", cacheKey, e.getMessage());
      return null;
    }
  }

  /**
   * Wraps a value that the origin gave.
   *
   * @param value null: the origin has none
   * @param watermark when its load began, broker time
   */
  Envelope encode(
      @Nullable V value,
      long version,
      RegionSettings settings,
      long watermark,
      WriteId writeId,
      long loadMicros) {
    long soft = value == null ? config.absentTtl().toMillis() : settings.softTtl().toMillis();
    return new Envelope(
        value == null ? Envelope.State.ABSENT : Envelope.State.VALUE,
        version,
        engine.store().now() + jittered(soft),
        watermark,
        writeId,
        (int) Math.min(Integer.MAX_VALUE, loadMicros),
        config.codec().id(),
        value == null ? NOTHING : config.codec().encode(value),
        0);
  }

  /** How long Redis keeps a value. */
  long keptMillis(@Nullable V value, RegionSettings settings) {
    return value == null ? config.absentTtl().toMillis() : settings.hardTtl().toMillis();
  }

  private long jittered(long millis) {
    double shortened = 1 - config.ttlJitter() * ThreadLocalRandom.current().nextDouble();
    return Math.max(1, (long) (millis * shortened));
  }

  /** A value, or the knowledge that there is none. */
  record Decoded<V>(@Nullable V value) {}
}
