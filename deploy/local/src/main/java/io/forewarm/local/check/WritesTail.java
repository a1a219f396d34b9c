package io.forewarm.local.check;

import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import io.forewarm.schemas.WriteEvent;
import io.forewarm.schemas.WriteOperation;
import io.forewarm.streams.inspect.Written;
import io.forewarm.streams.topics.RawClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows {@code writes} from its end of now on, all partitions, without a group. */
final class WritesTail implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WritesTail.class);

  /** Takes the writes of single keys. */
  interface Taker {
    void take(String cacheKey, Written write);
  }

  private final Map<String, Object> config;
  private final String clientId;
  private final String topic;
  private final Deserializer<WriteEvent> reader;
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private Consumer<byte[], byte[]> consumer;

  /** Goes to the end; what is written from now on will be read. */
  WritesTail(Map<String, ?> kafka, Topics topics) {
    topic = topics.writes.name();
    reader = new RecordSerdes(kafka).deserializer(WriteEvent.class);
    config = new LinkedHashMap<>(kafka);
    clientId = topics.prefix() + "check";
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    consumer = open();
    List<TopicPartition> all =
        consumer.partitionsFor(topic).stream()
            .map(part -> new TopicPartition(topic, part.partition()))
            .toList();
    next.putAll(consumer.endOffsets(all));
    resume();
  }

  private Consumer<byte[], byte[]> open() {
    return RawClients.consumer(config, clientId);
  }

  private void resume() {
    consumer.assign(next.keySet());
    next.forEach(consumer::seek);
  }

  /** Reads what has come, after a short wait at most. */
  void poll(Duration wait, Taker taker) {
    try {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
        take(record, taker);
        next.put(new TopicPartition(topic, record.partition()), record.offset() + 1);
      }
    } catch (KafkaException e) {
      LOG.warn("following {} begins anew where it was: {}", topic, e.toString());
      consumer.close();
      consumer = open();
      resume();
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record, Taker taker) {
    WriteEvent event;
    try {
      event = reader.deserialize(topic, record.value());
    } catch (SerializationException e) {
      return; // the worker voids its region, and has a dead letter written
    }
    if (event == null || event.getOperation() == WriteOperation.TICK) {
      return;
    }
    Written write = Written.of(event, record.timestamp(), record.partition(), record.offset());
    event.getKeys().forEach(key -> taker.take(key, write));
  }

  @Override
  public void close() {
    consumer.close();
    reader.close();
  }
}
