package io.forewarm.client.events;

import io.forewarm.schemas.RecordSerdes;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The two producers of a client: one for reports, which may be dropped, one for writes, which may
 * not. Apart, so that reports that wait for a broker never take the room of a write.
 */
record Producers(
    Producer<String, SpecificRecord> reports, Producer<String, SpecificRecord> writes) {

  /**
   * Makes both; neither needs a broker yet.
   *
   * @throws IllegalArgumentException if the properties cannot work
   */
  static Producers create(EventConfig config) {
    Map<String, Object> user = config.kafka();
    Producer<String, SpecificRecord> reports =
        create(ProducerSettings.reports(user, config.service()));
    try {
      return new Producers(
          reports, create(ProducerSettings.writes(user, config.service(), config.topics())));
    } catch (RuntimeException e) {
      reports.close(Duration.ZERO);
      throw e;
    }
  }

  private static Producer<String, SpecificRecord> create(Map<String, Object> settings) {
    try {
      return new KafkaProducer<>(
          settings, new StringSerializer(), new RecordSerdes(settings).serializer());
    } catch (KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalArgumentException(
          "no Kafka client can be made with bootstrap.servers="
              + settings.get("bootstrap.servers")
              + ": "
              + cause.getMessage(),
          e);
    }
  }
}
