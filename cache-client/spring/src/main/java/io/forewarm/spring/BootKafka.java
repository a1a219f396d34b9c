package io.forewarm.spring;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;

/** Brokers as Spring Kafka is configured, or as a container of a test offers them. */
final class BootKafka {
  private BootKafka() {}

  static Map<String, Object> properties(KafkaConnectionDetails details) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("bootstrap.servers", String.join(",", details.getBootstrapServers()));
    String protocol = details.getSecurityProtocol();
    if (protocol != null) {
      properties.put("security.protocol", protocol);
    }
    return properties;
  }
}
