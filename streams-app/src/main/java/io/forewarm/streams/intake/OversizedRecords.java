package io.forewarm.streams.intake;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives up a record that no broker will ever take, since trying it again would stop the stream for
 * good; retries what may pass, and stops at everything else.
 */
public final class OversizedRecords implements ProductionExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(OversizedRecords.class);

  @Override
  public void configure(Map<String, ?> configs) {}

  @Override
  public Response handleError(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception failure) {
    if (failure instanceof RecordTooLargeException) {
      log.atError()
          .setMessage("Record is larger than its topic allows and is lost")
          .addKeyValue("topic", record.topic())
          .addKeyValue("bytes", record.value() == null ? 0 : record.value().length)
          .setCause(failure)
          .log();
      return Response.resume();
    }
    return failure instanceof RetriableException ? Response.retry() : Response.fail();
  }
}
