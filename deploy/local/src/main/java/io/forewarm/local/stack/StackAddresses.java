package io.forewarm.local.stack;

/**
 * Where the parts of a stack listen.
 *
 * @param kafka bootstrap servers, {@code host:port}
 * @param redis URL, {@code redis://host:port}
 * @param http URL of the app, {@code http://host:port}
 */
public record StackAddresses(String kafka, String redis, String http) {
  static StackAddresses onLoopback(int kafkaPort, int redisPort, int httpPort) {
    return new StackAddresses(
        "127.0.0.1:" + kafkaPort, "redis://127.0.0.1:" + redisPort, "http://127.0.0.1:" + httpPort);
  }
}
