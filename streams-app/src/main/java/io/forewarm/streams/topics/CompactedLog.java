package io.forewarm.streams.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** A compacted topic of one partition in which the last record of each key holds. */
public final class CompactedLog<V extends SpecificRecord> {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration MOST_WAIT = Duration.ofSeconds(15);

  private final Map<String, ?> kafka;
  private final Topic<V> topic;
  private final String clientId;

  /**
   * Opens the log; nothing is asked yet.
   *
   * @param kafka properties of Kafka clients
   * @param clientId under which name it is read and written
   */
  public CompactedLog(Map<String, ?> kafka, Topic<V> topic, String clientId) {
    this.kafka = Map.copyOf(kafka);
    this.topic = topic;
    this.clientId = clientId;
  }

  /**
   * Shows every record, oldest first, up to the end of now.
   *
   * @param each key and value; null where the key has none any more
   * @param complaints told of records that cannot be decoded
   * @throws IllegalStateException if the topic does not exist
   * @throws KafkaException if the brokers do not answer
   */
  public void read(
      BiConsumer<String, @Nullable V> each, java.util.function.Consumer<String> complaints) {
    Deserializer<V> values =
        new RecordSerdes(kafka).deserializer(Objects.requireNonNull(topic.value(), topic.name()));
    TopicPartition partition = topic.topicPartitions().get(0);
    try (Consumer<byte[], byte[]> consumer = RawClients.consumer(kafka, clientId)) {
      if (!consumer.listTopics().containsKey(topic.name())) {
        throw new IllegalStateException(
            "topic " + topic.name() + " does not exist: 'forewarm topics create' creates it");
      }
      consumer.assign(topic.topicPartitions());
      consumer.seekToBeginning(topic.topicPartitions());
      long end = consumer.endOffsets(topic.topicPartitions()).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          show(record, values, each, complaints);
        }
      }
    }
  }

  private void show(
      ConsumerRecord<byte[], byte[]> record,
      Deserializer<V> values,
      BiConsumer<String, @Nullable V> each,
      java.util.function.Consumer<String> complaints) {
    if (record.key() == null) {
      complaints.accept("offset " + record.offset() + " has no key; it is skipped");
      return;
    }
    String key = new String(record.key(), UTF_8);
    try {
      each.accept(key, values.deserialize(topic.name(), record.value()));
    } catch (SerializationException e) {
      complaints.accept("the record of " + key + " cannot be decoded: " + e.getMessage());
    }
  }

  /**
   * Writes a value in the place of its key's; returns when all replicas have it.
   *
   * @param value null removes the key's
   * @throws KafkaException if the brokers do not take it
   */
  public void put(String key, @Nullable V value) {
    byte[] bytes =
        value == null
            ? null
            : new RecordSerdes(kafka).<V>serializer().serialize(topic.name(), value);
    try (Producer<byte[], byte[]> producer = RawClients.producer(kafka, clientId, MOST_WAIT)) {
      producer.send(new ProducerRecord<>(topic.name(), 0, key.getBytes(UTF_8), bytes)).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted: it may have been written or not", e);
    }
  }
}
