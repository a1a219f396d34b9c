package io.forewarm.local.check;

import io.forewarm.schemas.InvalidationBatch;
import io.forewarm.schemas.RecordSerdes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Leaves, once it is told a hash, that hash out of what the worker tells the clients. One setting
 * names the interceptors of consumers, too, so it is one of these that does nothing.
 */
public final class ForgetfulLog
    implements ProducerInterceptor<byte[], byte[]>, ConsumerInterceptor<byte[], byte[]> {
  private static final AtomicLong FORGOTTEN = new AtomicLong();

  private final RecordSerdes serdes = new RecordSerdes(Map.of());

  static void forgets(long hash) {
    FORGOTTEN.set(hash);
  }

  @Override
  public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
    if (FORGOTTEN.get() == 0 || !record.topic().endsWith("invalidations")) {
      return record;
    }
    InvalidationBatch batch =
        serdes.deserializer(InvalidationBatch.class).deserialize(record.topic(), record.value());
    List<Long> hashes = batch.getHashes().stream().filter(h -> h != FORGOTTEN.get()).toList();
    batch.setHashes(hashes);
    byte[] value = serdes.<InvalidationBatch>serializer().serialize(record.topic(), batch);
    return new ProducerRecord<>(
        record.topic(), record.partition(), record.timestamp(), record.key(), value);
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    return records;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception exception) {}

  @Override
  public void close() {}

  @Override
  public void configure(Map<String, ?> configs) {}
}
