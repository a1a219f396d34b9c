package io.forewarm.streams.invalidation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forewarm.schemas.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A record that could not be resolved, with its cause and origin in the headers. */
public final class DeadLetter {
  private DeadLetter() {}

  /** Returns what goes to {@code dead-letters}. */
  public static ProducerRecord<byte[], byte[]> of(
      Topics topics, ConsumerRecord<byte[], byte[]> from, String cause) {
    RecordHeaders headers = new RecordHeaders(from.headers());
    header(headers, "cause", cause);
    header(headers, "topic", from.topic());
    header(headers, "partition", Integer.toString(from.partition()));
    header(headers, "offset", Long.toString(from.offset()));
    return new ProducerRecord<>(
        topics.deadLetters.name(), null, null, from.key(), from.value(), headers);
  }

  private static void header(RecordHeaders headers, String name, String text) {
    headers.add("forewarm." + name, text.getBytes(UTF_8));
  }
}
