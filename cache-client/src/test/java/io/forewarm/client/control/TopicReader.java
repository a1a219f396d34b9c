package io.forewarm.client.control;

import io.forewarm.embedded.Embedded;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic of the shared broker from its beginning. For one thread. */
public final class TopicReader<V extends SpecificRecord> implements AutoCloseable {
  private final KafkaConsumer<String, V> consumer;
  private final List<ConsumerRecord<String, V>> records = new ArrayList<>();

  /** Begins to read. */
  public TopicReader(Topic<V> topic, Class<V> type) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", Embedded.kafka().bootstrapServers()),
            new StringDeserializer(),
            new RecordSerdes(Map.of()).deserializer(type));
    List<TopicPartition> partitions =
        IntStream.range(0, topic.partitions())
            .mapToObj(number -> new TopicPartition(topic.name(), number))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Returns all records that have come so far. */
  public List<ConsumerRecord<String, V>> records() {
    consumer.poll(Duration.ofMillis(100)).forEach(records::add);
    return records;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
