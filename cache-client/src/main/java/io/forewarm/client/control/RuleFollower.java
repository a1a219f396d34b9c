package io.forewarm.client.control;

import io.forewarm.schemas.Rule;
import io.forewarm.schemas.RuleBook;
import io.forewarm.schemas.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Keeps the book of rules, and tells when it has changed. An invalid rule changes nothing. */
final class RuleFollower implements Follower {
  private final Topic<Rule> topic;
  private final Deserializer<Rule> reader;
  private final ControlListener listener;
  private RuleBook book = RuleBook.EMPTY;
  private boolean changed;

  RuleFollower(Topic<Rule> topic, Deserializer<Rule> reader, ControlListener listener) {
    this.topic = topic;
    this.reader = reader;
    this.listener = listener;
  }

  @Override
  public Topic<Rule> topic() {
    return topic;
  }

  @Override
  public void take(ConsumerRecord<byte[], byte[]> record, long receivedNanos) {
    String target = Records.key(record);
    Rule rule = reader.deserialize(topic.name(), record.value());
    if (rule != null) {
      RuleBook.check(rule);
      if (!rule.getTarget().equals(target)) {
        throw new IllegalArgumentException(
            "the record key " + target + " is not the rule's target " + rule.getTarget());
      }
    }
    book = book.with(target, rule);
    changed = true;
  }

  /** The topic is read anew: what it does not hold any more holds no more. */
  @Override
  public void lost() {
    changed |= book != RuleBook.EMPTY;
    book = RuleBook.EMPTY;
  }

  @Override
  public void settle(long receivedNanos) {
    if (changed) {
      changed = false;
      listener.rules(book);
    }
  }
}
