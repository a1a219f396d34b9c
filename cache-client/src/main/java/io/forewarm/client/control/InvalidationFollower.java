package io.forewarm.client.control;

import io.forewarm.schemas.InvalidationBatch;
import io.forewarm.schemas.Topic;
import io.micrometer.core.instrument.Counter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Tells what was invalidated, and only then raises the watermark. Whatever it could not read may
 * have invalidated anything.
 */
final class InvalidationFollower implements Follower {
  private final Topic<InvalidationBatch> topic;
  private final Deserializer<InvalidationBatch> reader;
  private final Watermark watermark;
  private final ControlListener listener;
  private final Counter losses;

  InvalidationFollower(
      Topic<InvalidationBatch> topic,
      Deserializer<InvalidationBatch> reader,
      Watermark watermark,
      ControlListener listener,
      Counter losses) {
    this.topic = topic;
    this.reader = reader;
    this.watermark = watermark;
    this.listener = listener;
    this.losses = losses;
  }

  @Override
  public Topic<InvalidationBatch> topic() {
    return topic;
  }

  @Override
  public void take(ConsumerRecord<byte[], byte[]> record, long receivedNanos) {
    InvalidationBatch batch = Records.required(reader.deserialize(topic.name(), record.value()));
    batch.getHashes().forEach(listener::invalidated);
    long upTo = batch.getUpTo();
    long after = upTo + 1; // the write itself may have been appended a millisecond after upTo
    batch.getTags().forEach(name -> listener.voided(name, after));
    batch.getFloors().forEach(region -> listener.voided("region:" + region, after));
    watermark.raise(record.partition(), upTo);
  }

  @Override
  public void missed() {
    lost();
  }

  @Override
  public void lost() {
    losses.increment();
    listener.lost();
  }

  @Override
  public void settle(long receivedNanos) {
    watermark.settle(receivedNanos);
  }
}
