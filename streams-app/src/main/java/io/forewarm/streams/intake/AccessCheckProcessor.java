package io.forewarm.streams.intake;

import io.forewarm.schemas.AccessReport;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Forwards the reports that {@link AccessPolicy} takes; the others end in {@link DeadLetters}. */
final class AccessCheckProcessor
    extends ContextualFixedKeyProcessor<String, @Nullable AccessReport, AccessReport> {
  private final AccessPolicy policy;

  AccessCheckProcessor(AccessPolicy policy) {
    this.policy = policy;
  }

  @Override
  public void process(FixedKeyRecord<String, @Nullable AccessReport> record) {
    AccessReport report = record.value();
    if (report == null) {
      throw new RefusedRecordException("no value");
    }
    int partition = context().recordMetadata().map(RecordMetadata::partition).orElseThrow();
    long now = context().currentSystemTimeMs();
    policy
        .refuse(report, partition, record.timestamp(), now)
        .ifPresent(
            cause -> {
              throw new RefusedRecordException(cause);
            });
    context().forward(record.withValue(report));
  }
}
