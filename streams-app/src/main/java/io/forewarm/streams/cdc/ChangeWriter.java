package io.forewarm.streams.cdc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.Topics;
import io.forewarm.schemas.WriteEvent;
import io.forewarm.schemas.WriteKey;
import io.forewarm.streams.invalidation.Appender;
import io.forewarm.streams.invalidation.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends to {@code writes} what change events make stale. What cannot be read or mapped makes
 * stale all that its topic could mean, and goes to {@code dead-letters}.
 */
final class ChangeWriter {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeWriter.class);

  private final Topics topics;
  private final Map<String, List<ChangeMapping>> mappings;
  private final Serializer<WriteEvent> writer;
  private final Appender appender;
  private final CdcMetrics metrics;

  ChangeWriter(
      Topics topics,
      Map<String, List<ChangeMapping>> mappings,
      Serializer<WriteEvent> writer,
      Appender appender,
      CdcMetrics metrics) {
    this.topics = topics;
    this.mappings = mappings;
    this.writer = writer;
    this.appender = appender;
    this.metrics = metrics;
  }

  /** Returns when the broker has acknowledged all that the records mean, however long it takes. */
  void write(Iterable<ConsumerRecord<byte[], byte[]>> records) throws InterruptedException {
    List<Appender.Pending> pending = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      mean(record).forEach(append -> pending.add(appender.begin(append)));
    }
    for (Appender.Pending append : pending) {
      append.settle();
    }
  }

  /** Makes stale all that the topic could mean: changes of it are lost. */
  void writeEverything(String topic) throws InterruptedException {
    String id = UUID.randomUUID().toString();
    for (ChangeMapping mapping : mappings.getOrDefault(topic, List.of())) {
      appender.begin(() -> toRecord(mapping.everything(id))).settle();
    }
  }

  private List<Supplier<ProducerRecord<byte[], byte[]>>> mean(
      ConsumerRecord<byte[], byte[]> record) {
    List<Supplier<ProducerRecord<byte[], byte[]>>> appends = new ArrayList<>(2);
    for (ChangeMapping mapping : mappings.getOrDefault(record.topic(), List.of())) {
      try {
        Change change = ChangeReader.read(record);
        List<WriteEvent> events = change == null ? List.of() : mapping.map(change);
        metrics.read(!events.isEmpty());
        events.forEach(event -> appends.add(() -> toRecord(event)));
      } catch (RefusedChangeException e) {
        refuse(record, mapping, String.valueOf(e.getMessage()), appends);
      }
    }
    return appends;
  }

  private void refuse(
      ConsumerRecord<byte[], byte[]> record,
      ChangeMapping mapping,
      String cause,
      List<Supplier<ProducerRecord<byte[], byte[]>>> appends) {
    metrics.refused();
    LOG.warn(
        "a change cannot be mapped, so all that it could mean is stale topic={} partition={}"
            + " offset={}: {}",
        record.topic(),
        record.partition(),
        record.offset(),
        cause);
    String id = ChangeReader.recordId(record);
    appends.add(() -> toRecord(mapping.everything(id)));
    appends.add(() -> DeadLetter.of(topics, record, cause));
  }

  private ProducerRecord<byte[], byte[]> toRecord(WriteEvent event) {
    String key = WriteKey.of(event);
    String topic = topics.writes.name();
    return new ProducerRecord<>(
        topic,
        CacheKey.partition(key, topics.writes.partitions()),
        key.getBytes(UTF_8),
        writer.serialize(topic, event));
  }
}
