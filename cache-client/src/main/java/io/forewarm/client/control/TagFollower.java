package io.forewarm.client.control;

import io.forewarm.schemas.TagInvalidation;
import io.forewarm.schemas.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Tells when tags, prefixes and regions were last invalidated. */
final class TagFollower implements Follower {
  private final Topic<TagInvalidation> topic;
  private final Deserializer<TagInvalidation> reader;
  private final ControlListener listener;

  TagFollower(
      Topic<TagInvalidation> topic,
      Deserializer<TagInvalidation> reader,
      ControlListener listener) {
    this.topic = topic;
    this.reader = reader;
    this.listener = listener;
  }

  @Override
  public Topic<TagInvalidation> topic() {
    return topic;
  }

  @Override
  public void take(ConsumerRecord<byte[], byte[]> record, long receivedNanos) {
    TagInvalidation last = reader.deserialize(topic.name(), record.value());
    if (last != null) {
      listener.voided(Records.key(record), last.getAt());
    }
  }
}
