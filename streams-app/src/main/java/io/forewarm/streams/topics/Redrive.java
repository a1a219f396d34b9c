package io.forewarm.streams.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forewarm.schemas.Topics;
import io.forewarm.streams.intake.DeadLetters;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The way back of a dead letter: as it was, to where it came from. */
final class Redrive {
  /** Header: how often a record was sent on its way again, as text. */
  static final String TIMES = "forewarm.redriven";

  private static final List<String> ADDED =
      List.of(
          DeadLetters.CAUSE, DeadLetters.TOPIC, DeadLetters.PARTITION, DeadLetters.OFFSET, TIMES);
  private static final String REPARTITION = "-repartition";

  private final Topics topics;
  private final Predicate<String> outside;

  /** Takes which topics beside the installation's own a letter may go back to. */
  Redrive(Topics topics, Predicate<String> outside) {
    this.topics = topics;
    this.outside = outside;
  }

  /**
   * Returns what is to be sent.
   *
   * @throws IllegalArgumentException if the letter does not say where it came from, or may not go
   *     there
   */
  ProducerRecord<byte[], byte[]> of(ConsumerRecord<byte[], byte[]> letter) {
    String topic = Letter.text(letter.headers(), DeadLetters.TOPIC);
    String partition = Letter.text(letter.headers(), DeadLetters.PARTITION);
    if (topic == null || partition == null || !partition.matches("\\d{1,6}")) {
      throw new IllegalArgumentException(
          "it does not say where it came from: its headers "
              + DeadLetters.TOPIC
              + " and "
              + DeadLetters.PARTITION
              + " are missing");
    }
    if (!isOwn(topic) && !outside.test(topic)) {
      throw new IllegalArgumentException(
          "topic " + topic + " is none of this installation: whoever owns it must send it again");
    }
    RecordHeaders headers = new RecordHeaders(letter.headers().toArray());
    ADDED.forEach(headers::remove);
    headers.add(TIMES, Integer.toString(times(letter.headers()) + 1).getBytes(UTF_8));
    return new ProducerRecord<>(
        topic, Integer.parseInt(partition), null, letter.key(), letter.value(), headers);
  }

  private boolean isOwn(String topic) {
    boolean record =
        topics.all().stream()
            .anyMatch(own -> own.name().equals(topic) && !own.equals(topics.deadLetters));
    return record || (topic.startsWith(topics.prefix() + "app-") && topic.endsWith(REPARTITION));
  }

  /** How often a record has been sent on its way again. */
  static int times(Headers headers) {
    String text = Letter.text(headers, TIMES);
    return text == null || !text.matches("\\d{1,6}") ? 0 : Integer.parseInt(text);
  }
}
