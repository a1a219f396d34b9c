package io.forewarm.spring;

import java.util.Map;
import org.redisson.config.Config;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Where Redis and the pipeline are. A bean of this type takes the place of everything that
 * properties say.
 */
public interface ForewarmConnectionDetails extends ConnectionDetails {
  /** Redis, as Redisson has it. */
  Config redis();

  /** Properties of Kafka clients; empty without a pipeline. */
  default Map<String, Object> kafka() {
    return Map.of();
  }
}
