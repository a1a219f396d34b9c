package io.forewarm.client.control;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** What the control topics ask of their records. */
final class Records {
  private Records() {}

  /** Returns the key as text. */
  static String key(ConsumerRecord<byte[], byte[]> record) {
    return new String(required(record.key()), StandardCharsets.UTF_8);
  }

  /** Returns what a record must have. */
  static <T> T required(@Nullable T part) {
    if (part == null) {
      throw new SerializationException("the record has no key or no value");
    }
    return part;
  }

  /** Whether the broker has stamped the record, so that it tells the broker's time. */
  static boolean isStamped(ConsumerRecord<?, ?> record) {
    return record.timestampType() == TimestampType.LOG_APPEND_TIME;
  }
}
