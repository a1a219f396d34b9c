package io.forewarm.streams.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Rule;
import io.forewarm.schemas.RuleBook;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.topics.RawClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
  private static final Duration MOST_WAIT = Duration.ofSeconds(15);

  private final Map<String, ?> kafka;
  private final TopicPartition partition;
  private final String clientId;
  private final Consumer<String> complaints;

  /**
   * Opens the log; nothing is asked yet.
   *
   * @param kafka properties of Kafka clients
   * @param complaints told of records that cannot be decoded
   */
  public RuleLog(Map<String, ?> kafka, Topics topics, Consumer<String> complaints) {
    this.kafka = Map.copyOf(kafka);
    this.partition = new TopicPartition(topics.rules.name(), 0);
    this.clientId = topics.prefix() + "rules";
    this.complaints = complaints;
  }

  /**
   * Returns the rules that hold now.
   *
   * @throws IllegalStateException if the topic does not exist
   * @throws KafkaException if the brokers do not answer
   */
  public RuleBook read() {
    Deserializer<Rule> values = new RecordSerdes(kafka).deserializer(Rule.class);
    RuleBook rules = RuleBook.EMPTY;
    try (org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer =
        RawClients.consumer(kafka, clientId)) {
      if (!consumer.listTopics().containsKey(partition.topic())) {
        throw new IllegalStateException(
            "topic " + partition.topic() + " does not exist: 'forewarm topics create' creates it");
      }
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          rules = with(rules, record, values);
        }
      }
    }
    return rules;
  }

  private RuleBook with(
      RuleBook rules, ConsumerRecord<byte[], byte[]> record, Deserializer<Rule> values) {
    if (record.key() == null) {
      complaints.accept("offset " + record.offset() + " has no target; it is skipped");
      return rules;
    }
    String target = new String(record.key(), UTF_8);
    try {
      return rules.with(target, values.deserialize(record.topic(), record.value()));
    } catch (SerializationException e) {
      complaints.accept("the rule of " + target + " cannot be decoded: " + e.getMessage());
      return rules;
    }
  }

  /**
   * Writes a rule in the place of its target's; returns when all replicas have it.
   *
   * @throws KafkaException if the brokers do not take it
   */
  public void put(Rule rule) {
    Serializer<Rule> values = new RecordSerdes(kafka).serializer();
    write(rule.getTarget(), values.serialize(partition.topic(), rule));
  }

  /**
   * Removes a target's rule; returns when all replicas know.
   *
   * @throws KafkaException if the brokers do not take it
   */
  public void remove(String target) {
    write(target, null);
  }

  private void write(String target, byte @Nullable [] value) {
    try (Producer<byte[], byte[]> producer = RawClients.producer(kafka, clientId, MOST_WAIT)) {
      producer
          .send(new ProducerRecord<>(partition.topic(), 0, target.getBytes(UTF_8), value))
          .get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted: the rule may have been written or not", e);
    }
  }
}
