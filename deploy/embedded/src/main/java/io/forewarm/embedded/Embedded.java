package io.forewarm.embedded;

import io.forewarm.schemas.TopicCreation;
import io.forewarm.schemas.Topics;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * One broker, one Redis and one cluster of them for all tests of this JVM, started when first asked
 * for and gone at its end. Tests share them by names of their own.
 */
public final class Embedded {
  private static final AtomicInteger PREFIXES = new AtomicInteger();

  private Embedded() {}

  /** Returns the broker of this JVM. Whoever stops it must start it again. */
  public static EmbeddedKafka kafka() {
    return Broker.SHARED;
  }

  /** Returns the Redis of this JVM. Whoever stops it must start it again. */
  public static EmbeddedRedis redis() {
    return Cache.SHARED;
  }

  /** Returns the cluster of this JVM. Whoever kills a node must start it again, and wait for it. */
  public static EmbeddedRedisCluster redisCluster() {
    return Cluster.SHARED;
  }

  /** Returns a start of names that nobody else in this JVM was given, such as {@code hot-3.}. */
  public static String uniquePrefix(String what) {
    return what + "-" + PREFIXES.incrementAndGet() + ".";
  }

  /**
   * Creates all topics on the shared broker.
   *
   * @param prefix of all names, the test's own
   * @param partitions of topics about cache keys, 1 or more
   */
  public static Topics topics(String prefix, int partitions) {
    Topics topics = new Topics(prefix, partitions);
    String bootstrap = kafka().bootstrapServers();
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
      TopicCreation.create(admin, topics, (short) 1);
    }
    return topics;
  }

  private static final class Broker {
    static final EmbeddedKafka SHARED = start();

    private static EmbeddedKafka start() {
      EmbeddedKafka kafka = EmbeddedKafka.start();
      Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "stop-shared-broker"));
      return kafka;
    }
  }

  /** Its Redis ends with this JVM without being asked. */
  private static final class Cache {
    static final EmbeddedRedis SHARED = EmbeddedRedis.start();
  }

  /** Its nodes, too. */
  private static final class Cluster {
    static final EmbeddedRedisCluster SHARED = EmbeddedRedisCluster.start();
  }
}
