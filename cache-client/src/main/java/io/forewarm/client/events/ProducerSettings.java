package io.forewarm.client.events;

import io.forewarm.schemas.Topics;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The settings of the two producers. What the user has set holds, but for what the promises need: a
 * report never waits, a write is never lost silently.
 */
final class ProducerSettings {
  private static final int WRITE_TIMEOUT_MS = 30_000;
  private static final int REPORT_TIMEOUT_MS = 5_000;

  private ProducerSettings() {}

  /** Settings of the producer whose records may be dropped. */
  static Map<String, Object> reports(Map<String, Object> user, String service) {
    Map<String, Object> settings = named(user, service, "-reports");
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 100);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, REPORT_TIMEOUT_MS);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REPORT_TIMEOUT_MS / 2);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 16L << 20);
    // Visits may rest for long; a forgotten topic would cost the next of them.
    settings.putIfAbsent(ProducerConfig.METADATA_MAX_IDLE_CONFIG, 86_400_000L);
    settings.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    if (!Boolean.parseBoolean(
        String.valueOf(settings.get(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG)))) {
      settings.putIfAbsent(ProducerConfig.ACKS_CONFIG, "1");
      settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    }
    return settings;
  }

  /** Settings of the producer of writes. */
  static Map<String, Object> writes(Map<String, Object> user, String service, Topics topics) {
    Map<String, Object> settings = named(user, service, "-writes");
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 250);
    settings.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, WRITE_TIMEOUT_MS);
    settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.putIfAbsent(
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(10_000, writeTimeoutMs(user) / 2));
    settings.putIfAbsent(ProducerConfig.METADATA_MAX_IDLE_CONFIG, 86_400_000L);
    settings.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, topics.writes.maxBytes());
    return settings;
  }

  private static Map<String, Object> named(Map<String, Object> user, String service, String role) {
    Map<String, Object> settings = new LinkedHashMap<>(user);
    Object name = user.getOrDefault(ProducerConfig.CLIENT_ID_CONFIG, "forewarm-" + service);
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, name + role);
    return settings;
  }

  /** How long a write may take, milliseconds. */
  static int writeTimeoutMs(Map<String, Object> user) {
    Object set = user.get(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG);
    if (set == null) {
      return WRITE_TIMEOUT_MS;
    }
    try {
      return Integer.parseInt(set.toString().trim());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG + " must be milliseconds: " + set, e);
    }
  }
}
