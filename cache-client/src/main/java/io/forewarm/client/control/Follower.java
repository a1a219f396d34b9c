package io.forewarm.client.control;

import io.forewarm.schemas.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What is done about the records of one topic. Called by one thread, in the order of the log. */
interface Follower {
  /** The topic that is followed. */
  Topic<?> topic();

  /** Whether the topic is read from its beginning; else from its end. */
  default boolean fromBeginning() {
    return topic().compacted();
  }

  /**
   * Takes in one record.
   *
   * @param receivedNanos own time after it was received
   * @throws RuntimeException if it cannot be read
   */
  void take(ConsumerRecord<byte[], byte[]> record, long receivedNanos);

  /** A record could not be taken in. */
  default void missed() {}

  /** Records between those taken so far and those that come next are lost or unread. */
  default void lost() {}

  /** The records that were received at a time have all been taken. */
  default void settle(long receivedNanos) {}
}
