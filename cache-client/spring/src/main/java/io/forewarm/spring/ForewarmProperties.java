package io.forewarm.spring;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of Forewarm.
 *
 * @param service name of the service in reports and consumer groups; spring.application.name by
 *     default
 * @param redis how Redis is reached
 * @param kafka how the pipeline is reached, if there is one
 * @param flushInterval how often counters are reported, 100 ms to 60 s
 * @param userKey secret with which user ids are hashed before they leave the process
 * @param maskKeys whether logs show keys as hashes
 * @param awaitWarm how long the application waits for hot keys before it is ready; not at all by
 *     default
 * @param defaults settings of every region that does not say otherwise
 * @param regions settings by region, which is a cache of Spring
 */
@ConfigurationProperties("forewarm")
public record ForewarmProperties(
    @Nullable String service,
    @DefaultValue Redis redis,
    @DefaultValue Kafka kafka,
    @DefaultValue("2s") Duration flushInterval,
    @Nullable String userKey,
    @DefaultValue("false") boolean maskKeys,
    @Nullable Duration awaitWarm,
    @DefaultValue RegionProperties defaults,
    @DefaultValue Map<String, RegionProperties> regions) {

  /** Refuses what a region has to say for itself. */
  public ForewarmProperties {
    if (defaults.key() != null || defaults.valueType() != null) {
      throw new IllegalArgumentException(
          "forewarm.defaults must not have key or value-type: say them of a region");
    }
  }

  RegionProperties region(String name) {
    return regions.getOrDefault(name, RegionProperties.NONE);
  }

  /**
   * How Redis is reached.
   *
   * @param url one Redis, as redis://host:port or rediss://host:port; spring.data.redis.* by
   *     default, where Spring Data Redis is there, else redis://127.0.0.1:6379
   * @param prefix start of every name in Redis; the same in all services and the pipeline
   * @param timeout how long one command may take, 10 ms to 60 s
   */
  public record Redis(
      @Nullable String url,
      @DefaultValue("fw:") String prefix,
      @DefaultValue("1s") Duration timeout) {}

  /**
   * How the pipeline is reached.
   *
   * @param enabled whether there is a pipeline; true by default if there are bootstrap servers. Set
   *     it to take the brokers of spring.kafka.*
   * @param bootstrapServers its brokers, as host:port,...
   * @param properties further properties of Kafka clients: security, serializers
   * @param topicPrefix start of the topics' names
   * @param partitions number of partitions of the topics about keys
   */
  public record Kafka(
      @Nullable Boolean enabled,
      @Nullable String bootstrapServers,
      @DefaultValue Map<String, String> properties,
      @DefaultValue("forewarm.") String topicPrefix,
      @DefaultValue("4") int partitions) {

    boolean wanted() {
      return enabled == null ? bootstrapServers != null : enabled;
    }
  }
}
