package io.forewarm.client;

import io.forewarm.client.codec.CompressionConfig;
import io.forewarm.client.redis.ValueSizes;
import io.forewarm.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.redisson.config.Config;

/**
 * How a service connects.
 *
 * @param service name of the service; it appears in reports, hot keys and consumer groups
 * @param redis Redisson's own configuration
 * @param redisPrefix start of every name in Redis
 * @param redisTimeout how long one command may take, 10 ms to 60 s
 * @param compression when values are compressed
 * @param valueSizes how large values may be, and from when on they are kept in chunks
 * @param kafka properties of Kafka clients; empty for a client without the pipeline
 * @param topics names and partitions of the topics
 * @param meters where meters are registered
 * @param userKey secret with which user ids are hashed before they leave; null sends them as they
 *     are
 * @param flushInterval how often counters are reported, 100 ms to 60 s
 * @param listener who hears of events
 * @param maskKeys whether logs show keys as hashes
 */
public record ForewarmConfig(
    String service,
    Config redis,
    String redisPrefix,
    Duration redisTimeout,
    CompressionConfig compression,
    ValueSizes valueSizes,
    Map<String, Object> kafka,
    Topics topics,
    MeterRegistry meters,
    byte @Nullable [] userKey,
    Duration flushInterval,
    ForewarmListener listener,
    boolean maskKeys) {

  /** Refuses what cannot work. */
  public ForewarmConfig {
    if (!service.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
      throw new IllegalArgumentException(
          "service must be 1 to 64 letters, digits, '.', '_' or '-': '" + service + "'");
    }
    if (flushInterval.toMillis() < 100 || flushInterval.toSeconds() > 60) {
      throw new IllegalArgumentException("flushInterval must be 100 ms to 60 s: " + flushInterval);
    }
    kafka = Map.copyOf(kafka);
  }

  /**
   * Begins the configuration of a service; without more it expects Redis on this machine and no
   * Kafka.
   */
  public static Builder builder(String service) {
    return new Builder(service);
  }

  /** Collects a configuration. */
  public static final class Builder {
    private final String service;
    private @Nullable Config redis;
    private String redisPrefix = "fw:";
    private Duration redisTimeout = Duration.ofSeconds(1);
    private CompressionConfig compression = CompressionConfig.DEFAULT;
    private ValueSizes valueSizes = ValueSizes.DEFAULT;
    private final Map<String, Object> kafka = new LinkedHashMap<>();
    private Topics topics = new Topics(Topics.DEFAULT_PREFIX, Topics.DEFAULT_PARTITIONS);
    private MeterRegistry meters = new CompositeMeterRegistry();
    private byte @Nullable [] userKey;
    private Duration flushInterval = Duration.ofSeconds(2);
    private ForewarmListener listener = ForewarmListener.NONE;
    private boolean maskKeys;

    private Builder(String service) {
      this.service = service;
    }

    /** A single Redis, as {@code redis://host:port} or {@code rediss://host:port}. */
    public Builder redis(String url) {
      Config config = new Config();
      config.useSingleServer().setAddress(url);
      return redis(config);
    }

    /** Any Redis that Redisson reaches: single, sentinel, cluster. */
    public Builder redis(Config config) {
      this.redis = config;
      return this;
    }

    /** Start of every name in Redis, {@code fw:} by default. The app must have the same. */
    public Builder redisPrefix(String prefix) {
      this.redisPrefix = prefix;
      return this;
    }

    /** How long one command may take, 10 ms to 60 s; 1 s by default. */
    public Builder redisTimeout(Duration timeout) {
      this.redisTimeout = timeout;
      return this;
    }

    /** When values are compressed; Zstandard from 4 KiB on, if it saves a tenth, by default. */
    public Builder compression(CompressionConfig compression) {
      this.compression = compression;
      return this;
    }

    /**
     * How large values may be, and from when on they are kept in chunks; up to 32 MiB, in chunks
     * from 256 KiB on, by default.
     */
    public Builder valueSizes(ValueSizes sizes) {
      this.valueSizes = sizes;
      return this;
    }

    /** The brokers of the pipeline, as {@code host:port,...}. */
    public Builder kafka(String bootstrapServers) {
      return kafka(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** Properties of Kafka clients: brokers, security, and the serializers by class name. */
    public Builder kafka(Map<String, ?> properties) {
      kafka.putAll(properties);
      return this;
    }

    /** Names and partitions of the topics. The app must have the same. */
    public Builder topics(Topics topics) {
      this.topics = topics;
      return this;
    }

    /** Where meters are registered; nowhere by default. */
    public Builder meters(MeterRegistry registry) {
      this.meters = registry;
      return this;
    }

    /** Hashes user ids by HMAC-SHA-256 with this secret before they leave the process. */
    public Builder userKey(byte[] secret) {
      this.userKey = secret.clone();
      return this;
    }

    /** How often counters are reported, 2 s by default. */
    public Builder flushInterval(Duration interval) {
      this.flushInterval = interval;
      return this;
    }

    /** Hears of events; nobody by default. Must not block. */
    public Builder listener(ForewarmListener listener) {
      this.listener = listener;
      return this;
    }

    /**
     * True: logs show the region and a hash of each key, the same that {@code invalidations}
     * carries; by default they show keys as they are. Exceptions name keys all the same, and who
     * knows a key can tell its hash.
     */
    public Builder maskKeys(boolean mask) {
      this.maskKeys = mask;
      return this;
    }

    /** Returns the configuration. */
    public ForewarmConfig build() {
      Config config = redis;
      if (config == null) {
        config = new Config();
        config.useSingleServer().setAddress("redis://127.0.0.1:6379");
      }
      return new ForewarmConfig(
          service,
          config,
          redisPrefix,
          redisTimeout,
          compression,
          valueSizes,
          kafka,
          topics,
          meters,
          userKey,
          flushInterval,
          listener,
          maskKeys);
    }
  }
}
