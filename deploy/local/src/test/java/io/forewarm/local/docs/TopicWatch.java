package io.forewarm.local.docs;

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

/** All records of a topic on the shared broker, from the beginning; one thread at a time. */
final class TopicWatch<V extends SpecificRecord> implements AutoCloseable {
  private final KafkaConsumer<String, V> consumer;
  private final List<ConsumerRecord<String, V>> seen = new ArrayList<>();

  TopicWatch(Topic<V> topic, Class<V> type) {
    Map<String, Object> kafka = Map.of("bootstrap.servers", Embedded.kafka().bootstrapServers());
    consumer =
        new KafkaConsumer<>(
            kafka, new StringDeserializer(), new RecordSerdes(kafka).deserializer(type));
    List<TopicPartition> all =
        IntStream.range(0, topic.partitions())
            .mapToObj(number -> new TopicPartition(topic.name(), number))
            .toList();
    consumer.assign(all);
    consumer.seekToBeginning(all);
  }

  /** Returns all that the topic holds at the time of the call. */
  List<ConsumerRecord<String, V>> records() {
    Map<TopicPartition, Long> end = consumer.endOffsets(consumer.assignment());
    while (end.entrySet().stream().anyMatch(last -> !reached(last.getKey(), last.getValue()))) {
      consumer.poll(Duration.ofMillis(20)).forEach(seen::add);
    }
    return List.copyOf(seen);
  }

  private boolean reached(TopicPartition partition, long offset) {
    return consumer.position(partition) >= offset;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
