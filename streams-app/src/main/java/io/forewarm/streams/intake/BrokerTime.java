package io.forewarm.streams.intake;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Takes the record's timestamp as it is. Kafka Streams stops at a negative one, or drops the record
 * without a trace; here it becomes 0, which no check lets pass.
 */
public final class BrokerTime implements TimestampExtractor {
  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    return Math.max(0, record.timestamp());
  }
}
