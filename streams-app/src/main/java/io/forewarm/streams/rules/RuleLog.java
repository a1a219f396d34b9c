package io.forewarm.streams.rules;

import io.forewarm.schemas.Rule;
import io.forewarm.schemas.RuleBook;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.topics.CompactedLog;
import java.util.Map;
import java.util.function.Consumer;

/** The topic of rules: the last record of each target holds. */
public final class RuleLog {
  private final CompactedLog<Rule> log;
  private final Consumer<String> complaints;

  /**
   * Opens the log; nothing is asked yet.
   *
   * @param kafka properties of Kafka clients
   * @param complaints told of records that cannot be decoded
   */
  public RuleLog(Map<String, ?> kafka, Topics topics, Consumer<String> complaints) {
    this.log = new CompactedLog<>(kafka, topics.rules, topics.prefix() + "rules");
    this.complaints = complaints;
  }

  /**
   * Returns the rules that hold now.
   *
   * @throws IllegalStateException if the topic does not exist
   * @throws org.apache.kafka.common.KafkaException if the brokers do not answer
   */
  public RuleBook read() {
    RuleBook[] book = {RuleBook.EMPTY};
    log.read((target, rule) -> book[0] = book[0].with(target, rule), complaints);
    return book[0];
  }

  /**
   * Writes a rule in the place of its target's; returns when all replicas have it.
   *
   * @throws org.apache.kafka.common.KafkaException if the brokers do not take it
   */
  public void put(Rule rule) {
    log.put(rule.getTarget(), rule);
  }

  /**
   * Removes a target's rule; returns when all replicas know.
   *
   * @throws org.apache.kafka.common.KafkaException if the brokers do not take it
   */
  public void remove(String target) {
    log.put(target, null);
  }
}
