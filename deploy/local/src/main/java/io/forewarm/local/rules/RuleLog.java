package io.forewarm.local.rules;

import io.forewarm.local.broker.Broker;
import io.forewarm.local.terminal.CommandFailure;
import io.forewarm.schemas.Rule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** The compacted topic of rules: the last record of each target holds. */
public final class RuleLog {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Broker broker;
  private final TopicPartition partition;
  private final Consumer<String> complaints;

  /**
   * Takes the log of a broker.
   *
   * @param complaints told of records that cannot be decoded
   */
  public RuleLog(Broker broker, Consumer<String> complaints) {
    this.broker = broker;
    this.partition = new TopicPartition(broker.topics().rules.name(), 0);
    this.complaints = complaints;
  }

  /** Returns the rules that hold now, by target. */
  Map<String, Rule> read() {
    Deserializer<Rule> values = broker.serdes().deserializer(Rule.class);
    Map<String, Rule> rules = new TreeMap<>();
    try (org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer = broker.consumer()) {
      if (!consumer.listTopics().containsKey(partition.topic())) {
        throw new CommandFailure(
            "topic " + partition.topic() + " does not exist: 'forewarm topics create' creates it");
      }
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        consumer.poll(POLL).forEach(record -> apply(record, values, rules));
      }
    } catch (KafkaException e) {
      throw broker.failure(e);
    }
    return rules;
  }

  private void apply(
      ConsumerRecord<byte[], byte[]> record, Deserializer<Rule> values, Map<String, Rule> rules) {
    if (record.key() == null) {
      complaints.accept("offset " + record.offset() + " has no target; it is skipped");
      return;
    }
    String target = new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() == null) {
      rules.remove(target);
      return;
    }
    try {
      rules.put(target, values.deserialize(record.topic(), record.value()));
    } catch (SerializationException e) {
      complaints.accept("the rule of " + target + " cannot be decoded: " + e.getMessage());
    }
  }

  /** Writes a rule in the place of its target's; returns when all replicas have it. */
  public void put(Rule rule) {
    Serializer<Rule> values = broker.serdes().serializer();
    write(rule.getTarget(), values.serialize(partition.topic(), rule));
  }

  /** Removes a target's rule; returns when all replicas know. */
  public void remove(String target) {
    write(target, null);
  }

  private void write(String target, byte @Nullable [] value) {
    try (Producer<byte[], byte[]> producer = broker.producer()) {
      byte[] key = target.getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(partition.topic(), 0, key, value)).get();
    } catch (ExecutionException e) {
      throw broker.failure(
          e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted: the rule may have been written or not", e);
    }
  }
}
