package io.forewarm.streams.invalidation;

import io.forewarm.schemas.Topic;
import io.forewarm.schemas.WriteEvent;
import io.forewarm.schemas.WriteOperation;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes ticks into the partitions of {@code writes} that this worker owns, so that their watermark
 * moves when nothing is written. A partition whose last tick is still on its way gets no other.
 */
final class TickWriter {
  private static final Logger LOG = LoggerFactory.getLogger(TickWriter.class);
  private static final WriteEvent TICK =
      WriteEvent.newBuilder()
          .setId("")
          .setOperation(WriteOperation.TICK)
          .setSource("invalidation")
          .build();

  private final Topic<WriteEvent> writes;
  private final Serializer<WriteEvent> writer;
  private final Producer<byte[], byte[]> producer;
  private final Set<Integer> owned = ConcurrentHashMap.newKeySet();
  private final Set<Integer> underWay = ConcurrentHashMap.newKeySet();

  TickWriter(
      Topic<WriteEvent> writes, Serializer<WriteEvent> writer, Producer<byte[], byte[]> producer) {
    this.writes = writes;
    this.writer = writer;
    this.producer = producer;
  }

  void owns(int partition) {
    owned.add(partition);
  }

  void leaves(int partition) {
    owned.remove(partition);
  }

  /** Writes one tick into every partition. */
  void tick() {
    for (int partition : owned) {
      if (underWay.add(partition)) {
        tick(partition);
      }
    }
  }

  private void tick(int partition) {
    try {
      byte[] value = writer.serialize(writes.name(), TICK);
      var unused =
          producer.send(
              new ProducerRecord<>(writes.name(), partition, null, value),
              (metadata, failure) -> underWay.remove(partition));
    } catch (RuntimeException e) {
      underWay.remove(partition);
      LOG.debug("no tick partition={}", partition, e);
    }
  }
}
