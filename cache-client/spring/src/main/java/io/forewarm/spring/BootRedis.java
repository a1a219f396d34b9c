package io.forewarm.spring;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.redisson.config.Config;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Cluster;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Node;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Sentinel;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Standalone;
import org.springframework.boot.ssl.SslBundle;

/** Redis as Spring Data Redis is configured, or as a container of a test offers it. */
final class BootRedis {
  private BootRedis() {}

  static Config config(DataRedisConnectionDetails details) {
    Config config =
        new Config().setUsername(details.getUsername()).setPassword(details.getPassword());
    Cluster cluster = details.getCluster();
    Sentinel sentinel = details.getSentinel();
    Standalone alone = details.getStandalone();
    if (cluster != null) {
      config
          .useClusterServers()
          .setNodeAddresses(addresses(config, cluster.getNodes(), details.getSslBundle()));
    } else if (sentinel != null) {
      config
          .useSentinelServers()
          .setMasterName(sentinel.getMaster())
          .setDatabase(sentinel.getDatabase())
          .setSentinelUsername(sentinel.getUsername())
          .setSentinelPassword(sentinel.getPassword())
          .setSentinelAddresses(addresses(config, sentinel.getNodes(), details.getSslBundle()));
    } else if (alone != null) {
      Node node = new Node(alone.getHost(), alone.getPort());
      config
          .useSingleServer()
          .setDatabase(alone.getDatabase())
          .setAddress(addresses(config, List.of(node), details.getSslBundle()).get(0));
    } else {
      throw new IllegalStateException(
          "spring.data.redis names neither one Redis, nor sentinels, nor a cluster: set"
              + " forewarm.redis.url, or give a bean of ForewarmConnectionDetails");
    }
    return config;
  }

  private static List<String> addresses(Config config, List<Node> nodes, @Nullable SslBundle ssl) {
    if (ssl != null) {
      config
          .setSslKeyManagerFactory(ssl.getManagers().getKeyManagerFactory())
          .setSslTrustManagerFactory(ssl.getManagers().getTrustManagerFactory());
    }
    String scheme = ssl == null ? "redis://" : "rediss://";
    return nodes.stream().map(node -> scheme + node.host() + ':' + node.port()).toList();
  }
}
