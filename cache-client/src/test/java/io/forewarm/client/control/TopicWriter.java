package io.forewarm.client.control;

import io.forewarm.embedded.Embedded;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topic;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes records to the shared broker as the pipeline would. */
final class TopicWriter implements AutoCloseable {
  private final KafkaProducer<String, SpecificRecord> producer =
      new KafkaProducer<>(
          Map.of("bootstrap.servers", Embedded.kafka().bootstrapServers()),
          new StringSerializer(),
          new RecordSerdes(Map.of()).serializer());

  /** Writes a record; returns its append time when the broker has it. */
  <V extends SpecificRecord> long write(
      Topic<V> topic, int partition, @Nullable String key, @Nullable V value) throws Exception {
    return producer
        .send(new ProducerRecord<>(topic.name(), partition, key, value))
        .get(60, TimeUnit.SECONDS)
        .timestamp();
  }

  @Override
  public void close() {
    producer.close();
  }
}
