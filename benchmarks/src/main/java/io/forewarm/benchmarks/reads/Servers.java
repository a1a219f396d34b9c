package io.forewarm.benchmarks.reads;

import io.forewarm.client.ForewarmConfig;
import io.forewarm.schemas.Topics;
import java.util.Arrays;
import java.util.List;
import org.redisson.config.Config;

/**
 * Where the servers of a measurement are: system properties, since JMH runs it in a process of its
 * own.
 */
public final class Servers {
  /** Addresses of Redis, by commas; several are a cluster. */
  public static final String REDIS = "forewarm.benchmarks.redis";

  /** Address of the broker; none if it is not set. */
  public static final String KAFKA = "forewarm.benchmarks.kafka";

  /** The topics on the broker. */
  public static final Topics TOPICS = new Topics("bench.", 4);

  private Servers() {}

  /** Returns how Redisson reaches Redis, with its own defaults. */
  static Config redis() {
    List<String> urls = redisUrls();
    Config config = new Config();
    if (urls.size() == 1) {
      config.useSingleServer().setAddress(urls.get(0));
    } else {
      config.useClusterServers().addNodeAddress(urls.toArray(String[]::new));
    }
    return config;
  }

  /** Returns the address of the one Redis. */
  static String redisUrl() {
    return redisUrls().get(0);
  }

  private static List<String> redisUrls() {
    String urls = System.getProperty(REDIS);
    if (urls == null) {
      throw new IllegalStateException("-D" + REDIS + " is not set: run ./forewarm bench");
    }
    return Arrays.asList(urls.split(",", -1));
  }

  /** Returns the configuration of a client, which reports if there is a broker. */
  static ForewarmConfig.Builder client() {
    ForewarmConfig.Builder config = ForewarmConfig.builder("bench").redis(redis());
    String kafka = System.getProperty(KAFKA);
    return kafka == null ? config : config.kafka(kafka).topics(TOPICS);
  }
}
