package io.forewarm.client.control;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** The settings of consumers. What the user has set holds, but for what the promises need. */
final class ConsumerSettings {
  private ConsumerSettings() {}

  /** Settings of the consumer of the control topics: of no group, quick, and never skipping. */
  static Map<String, Object> control(Map<String, Object> user) {
    Map<String, Object> settings = named(user, "-control");
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    // Ticks come all the time: taking what has come every few milliseconds costs a fraction of
    // being woken by each.
    settings.putIfAbsent(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 64 << 10);
    settings.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 25);
    settings.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    return settings;
  }

  /** Settings of a worker's consumer. */
  static Map<String, Object> commands(CommandConfig config) {
    Map<String, Object> settings = named(config.kafka(), "-commands");
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, config.group());
    settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    // What was ordered before anybody was there to do it is void by now.
    settings.putIfAbsent(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
    return settings;
  }

  private static Map<String, Object> named(Map<String, Object> user, String role) {
    Map<String, Object> settings = new LinkedHashMap<>(user);
    Object name = user.getOrDefault(ConsumerConfig.CLIENT_ID_CONFIG, "forewarm");
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, name + role);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return settings;
  }
}
