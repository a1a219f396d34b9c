package io.forewarm.streams.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what cannot be read, or cannot be true, to the topic {@code
 * errors.dead.letter.queue.topic.name}: the original bytes and headers, and in further headers the
 * cause and where it came from. The stream goes on. Failures of Kafka itself are not the record's
 * fault and are passed on.
 */
public final class DeadLetters
    implements DeserializationExceptionHandler, ProcessingExceptionHandler {
  /** Header: why the record is dead. */
  public static final String CAUSE = "forewarm.cause";

  /** Header: the topic that carried it. */
  public static final String TOPIC = "forewarm.topic";

  /** Header: the partition that carried it, as text. */
  public static final String PARTITION = "forewarm.partition";

  /** Header: its offset there, as text. */
  public static final String OFFSET = "forewarm.offset";

  private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

  private String deadLetters = "";

  /** Takes the name of the topic from {@code errors.dead.letter.queue.topic.name}. */
  @Override
  public void configure(Map<String, ?> configs) {
    Object name = configs.get(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG);
    if (name == null) {
      throw new IllegalArgumentException(
          StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG + " must name a topic");
    }
    deadLetters = name.toString();
  }

  @Override
  public DeserializationExceptionHandler.Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception failure) {
    return DeserializationExceptionHandler.Response.resume(
        List.of(letter(context, record.key(), record.value(), failure)));
  }

  @Override
  public ProcessingExceptionHandler.Response handleError(
      ErrorHandlerContext context, Record<?, ?> record, Exception failure) {
    if (failure instanceof KafkaException || context.topic() == null) {
      return ProcessingExceptionHandler.Response.fail();
    }
    return ProcessingExceptionHandler.Response.resume(
        List.of(letter(context, context.sourceRawKey(), context.sourceRawValue(), failure)));
  }

  private ProducerRecord<byte[], byte[]> letter(
      ErrorHandlerContext context, byte[] key, byte[] value, Exception failure) {
    String cause =
        failure instanceof RefusedRecordException
            ? String.valueOf(failure.getMessage())
            : failure.toString();
    log.atWarn()
        .setMessage("Record goes to the dead letters")
        .addKeyValue("topic", context.topic())
        .addKeyValue("partition", context.partition())
        .addKeyValue("offset", context.offset())
        .addKeyValue("cause", cause)
        .setCause(failure instanceof RefusedRecordException ? null : failure)
        .log();
    Headers headers = new RecordHeaders(context.headers().toArray());
    headers.add(CAUSE, cause.getBytes(UTF_8));
    headers.add(TOPIC, context.topic().getBytes(UTF_8));
    headers.add(PARTITION, Integer.toString(context.partition()).getBytes(UTF_8));
    headers.add(OFFSET, Long.toString(context.offset()).getBytes(UTF_8));
    return new ProducerRecord<>(deadLetters, null, null, key, value, headers);
  }
}
