package io.forewarm.local.stack;

import io.forewarm.schemas.Topics;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a stack is set up.
 *
 * @param kafkaPort port of the broker, 1 to 65535; 0 takes a free one
 * @param redisPort port of Redis, 1 to 65535; 0 takes a free one
 * @param httpPort port of the app, 1 to 65535; 0 takes a free one
 * @param data folder that keeps topics and logs; null for a temporary one, deleted at the end
 * @param topics names and partitions of the topics, which are created at the start
 * @param maxmemory bound of Redis' memory in its own notation, such as {@code 256mb}; {@code 0} is
 *     unbounded
 * @param app further settings of the app, by dotted name
 */
public record StackConfig(
    int kafkaPort,
    int redisPort,
    int httpPort,
    @Nullable Path data,
    Topics topics,
    String maxmemory,
    Map<String, String> app) {

  /** Free ports, a temporary folder, default topics, 256 MB of Redis. */
  public static final StackConfig DEFAULT =
      new StackConfig(
          0,
          0,
          0,
          null,
          new Topics(Topics.DEFAULT_PREFIX, Topics.DEFAULT_PARTITIONS),
          "256mb",
          Map.of());

  /** Refuses what cannot work. */
  public StackConfig {
    checkPort("kafka-port", kafkaPort);
    checkPort("redis-port", redisPort);
    checkPort("http-port", httpPort);
    if (!maxmemory.matches("(?i)[0-9]{1,15}(b|kb?|mb?|gb?)?")) {
      throw new IllegalArgumentException(
          "maxmemory must be a number of bytes, or with kb, mb or gb: " + maxmemory);
    }
    app = Map.copyOf(app);
  }

  /** Returns this with given ports; 0 takes a free one. */
  public StackConfig withPorts(int kafka, int redis, int http) {
    return new StackConfig(kafka, redis, http, data, topics, maxmemory, app);
  }

  /** Returns this with a folder that keeps topics and logs; null for a temporary one. */
  public StackConfig withData(@Nullable Path folder) {
    return new StackConfig(kafkaPort, redisPort, httpPort, folder, topics, maxmemory, app);
  }

  /** Returns this with other names or partitions of the topics. */
  public StackConfig withTopics(Topics other) {
    return new StackConfig(kafkaPort, redisPort, httpPort, data, other, maxmemory, app);
  }

  /** Returns this with another bound of Redis' memory, such as {@code 64mb}. */
  public StackConfig withMaxmemory(String bound) {
    return new StackConfig(kafkaPort, redisPort, httpPort, data, topics, bound, app);
  }

  /** Returns this with further settings of the app, by dotted name. */
  public StackConfig withApp(Map<String, String> settings) {
    return new StackConfig(kafkaPort, redisPort, httpPort, data, topics, maxmemory, settings);
  }

  private static void checkPort(String name, int port) {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException(name + " must be 0 to 65535: " + port);
    }
  }
}
