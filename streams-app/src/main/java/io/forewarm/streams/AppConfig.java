package io.forewarm.streams;

import io.forewarm.schemas.Topics;
import io.forewarm.streams.balance.BalanceConfig;
import io.forewarm.streams.cdc.CdcConfig;
import io.forewarm.streams.console.ConsoleConfig;
import io.forewarm.streams.hotkeys.HotKeyConfig;
import io.forewarm.streams.insight.AlertConfig;
import io.forewarm.streams.insight.InsightConfig;
import io.forewarm.streams.intake.IntakeConfig;
import io.forewarm.streams.invalidation.InvalidationConfig;
import io.forewarm.streams.maintenance.EvictorConfig;
import io.forewarm.streams.refresh.RefreshConfig;
import io.forewarm.streams.statistics.StatisticsConfig;
import io.forewarm.streams.warming.WarmingConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.redisson.config.Config;

/**
 * All settings of the app. {@link AppConfigSources} reads them.
 *
 * @param kafka properties of Kafka clients: brokers, security, serializers by class name
 * @param redis where Redis is
 * @param topics names of the topics
 * @param http where the app answers
 * @param console who may change things over HTTP
 * @param streams how the pipeline runs
 * @param invalidation how writes are followed
 * @param cdc which change events of databases are followed
 * @param intake what a report may look like
 * @param hotKeys when a key is hot
 * @param refresh when a hot value is loaded ahead
 * @param warming how much is loaded ahead of reads
 * @param insight spans of the statistics
 * @param alerts when it is said that a hot key still burdens Redis
 * @param balance when the masters of Redis are out of balance
 * @param eviction how the memory of Redis is kept
 * @param statistics how much is kept of what templates did
 */
public record AppConfig(
    Map<String, String> kafka,
    Redis redis,
    TopicNames topics,
    Http http,
    ConsoleConfig console,
    Streams streams,
    InvalidationConfig invalidation,
    CdcConfig cdc,
    IntakeConfig intake,
    HotKeyConfig hotKeys,
    RefreshConfig refresh,
    WarmingConfig warming,
    InsightConfig insight,
    AlertConfig alerts,
    BalanceConfig balance,
    EvictorConfig eviction,
    StatisticsConfig statistics) {

  /** Everything on this machine. */
  public static final AppConfig DEFAULT =
      new AppConfig(
          Map.of("bootstrap.servers", "127.0.0.1:9092"),
          new Redis("redis://127.0.0.1:6379", null, null, null, null, "fw:", Duration.ofSeconds(2)),
          new TopicNames(Topics.DEFAULT_PREFIX, Topics.DEFAULT_PARTITIONS, 1),
          new Http("127.0.0.1", 8390),
          ConsoleConfig.DEFAULT,
          new Streams(Path.of(".forewarm", "state"), null, 2, 0, StreamsSettings.COMMIT_INTERVAL),
          InvalidationConfig.DEFAULT,
          CdcConfig.NONE,
          IntakeConfig.DEFAULT,
          HotKeyConfig.DEFAULT,
          RefreshConfig.DEFAULT,
          WarmingConfig.DEFAULT,
          InsightConfig.DEFAULT,
          AlertConfig.DEFAULT,
          BalanceConfig.DEFAULT,
          EvictorConfig.DEFAULT,
          StatisticsConfig.DEFAULT);

  /** Refuses an app without brokers. */
  public AppConfig {
    kafka = Map.copyOf(kafka);
    if (kafka.getOrDefault("bootstrap.servers", "").isBlank()) {
      throw new IllegalArgumentException("kafka.bootstrap.servers must name a broker, host:port");
    }
  }

  /**
   * Where Redis is.
   *
   * @param url of a single Redis, redis:// or rediss://
   * @param configFile Redisson's own configuration (YAML) instead of the url; null for none
   * @param username of Redis's ACL; null for the default user
   * @param password of the user; null for none
   * @param certificates that Redis's own must be signed by, as PEM; null for those of the JVM
   * @param prefix start of every name in Redis, the same in all clients
   * @param timeout of a command, 10 ms to 60 s
   */
  public record Redis(
      String url,
      @Nullable Path configFile,
      @Nullable String username,
      @Nullable String password,
      @Nullable String certificates,
      String prefix,
      Duration timeout) {
    /** Refuses what Redisson would misunderstand. */
    public Redis {
      if (!url.matches("rediss?://\\S+")) {
        throw new IllegalArgumentException(
            "redis.url must begin with redis:// or rediss://: "
                + SecretSettings.shown("redis.url", url));
      }
      if (timeout.toMillis() < 10 || timeout.toMillis() > 60_000) {
        throw new IllegalArgumentException("redis.timeout must be 10 ms to 60 s: " + timeout);
      }
    }

    /** Returns Redisson's configuration. */
    Config toConfig() {
      Config config = connection();
      if (username != null) {
        config.setUsername(username);
      }
      if (password != null) {
        config.setPassword(password);
      }
      if (certificates != null) {
        config.setSslTrustManagerFactory(TrustedCertificates.of(certificates));
      }
      return config;
    }

    private Config connection() {
      Path file = configFile;
      if (file == null) {
        Config config = new Config();
        config.useSingleServer().setAddress(url);
        return config;
      }
      try {
        return Config.fromYAML(file.toFile());
      } catch (IOException e) {
        throw new UncheckedIOException("redis.config-file=" + file + " cannot be read", e);
      }
    }

    /** Without the password. */
    @Override
    public String toString() {
      return "Redis[url=" + SecretSettings.shown("redis.url", url) + ", prefix=" + prefix + "]";
    }
  }

  /**
   * Names of the topics.
   *
   * @param prefix start of every name
   * @param partitions of every topic about cache keys, 1 or more; fixed once they exist
   * @param replication copies of a topic that the app creates, 1 to 32767
   */
  public record TopicNames(String prefix, int partitions, int replication) {
    /** Refuses what no broker would create. */
    public TopicNames {
      if (partitions < 1) {
        throw new IllegalArgumentException("topics.partitions must be 1 or more: " + partitions);
      }
      if (replication < 1 || replication > Short.MAX_VALUE) {
        throw new IllegalArgumentException("topics.replication must be 1 or more: " + replication);
      }
      var unused = new Topics(prefix, partitions);
    }

    /** Returns the topics. */
    public Topics toTopics() {
      return new Topics(prefix, partitions);
    }
  }

  /**
   * Where the app answers.
   *
   * @param host address to listen at
   * @param port 0 to 65535; 0 takes a free one
   */
  public record Http(String host, int port) {
    /** Refuses what is no port. */
    public Http {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("http.port must be 0 to 65535: " + port);
      }
    }
  }

  /**
   * How the pipeline runs.
   *
   * @param stateDir folder of the state stores
   * @param instanceId name of this instance, kept over restarts; null for one that comes back as
   *     another
   * @param threads of the streams, 1 to 64
   * @param standbyReplicas copies of the state on other instances, 0 to 8
   * @param commitInterval how much is processed again after a crash, 10 ms to 60 s
   */
  public record Streams(
      Path stateDir,
      @Nullable String instanceId,
      int threads,
      int standbyReplicas,
      Duration commitInterval) {
    /** Refuses what cannot run. */
    public Streams {
      if (threads < 1 || threads > 64) {
        throw new IllegalArgumentException("streams.threads must be 1 to 64: " + threads);
      }
      if (standbyReplicas < 0 || standbyReplicas > 8) {
        throw new IllegalArgumentException(
            "streams.standby-replicas must be 0 to 8: " + standbyReplicas);
      }
      if (commitInterval.toMillis() < 10 || commitInterval.toMillis() > 60_000) {
        throw new IllegalArgumentException(
            "streams.commit-interval must be 10 ms to 60 s: " + commitInterval);
      }
    }
  }

  /** Without what Kafka's clients are given, passwords among it. */
  @Override
  public String toString() {
    return "AppConfig[" + kafka.get("bootstrap.servers") + ", " + redis + ", " + topics + "]";
  }

  /** Returns the settings of every stage. */
  PipelineConfig pipeline() {
    return new PipelineConfig(intake, hotKeys, refresh, warming, insight, alerts, statistics);
  }

  /** Returns how the pipeline runs in Kafka Streams. */
  StreamsSettings toStreamsSettings() {
    return new StreamsSettings(
        topics.toTopics(),
        kafka,
        streams.stateDir(),
        streams.instanceId(),
        streams.threads(),
        streams.standbyReplicas(),
        streams.commitInterval());
  }

  /** The properties of Kafka clients. */
  Map<String, Object> kafkaProperties() {
    return new LinkedHashMap<>(kafka);
  }

  /** The identity of this process: the given one, else what the machine calls it. */
  String instance() {
    String given = streams.instanceId();
    return given == null ? ManagementFactory.getRuntimeMXBean().getName() : given;
  }
}
