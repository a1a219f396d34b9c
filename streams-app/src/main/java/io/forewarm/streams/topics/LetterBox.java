package io.forewarm.streams.topics;

import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The dead letters of an installation. */
public final class LetterBox {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Duration MOST_WAIT = Duration.ofSeconds(10);

  private final Map<String, ?> kafka;
  private final Topics topics;
  private final Redrive redrive;
  private final String clientId;

  /**
   * Opens; nothing is asked yet.
   *
   * @param kafka properties of Kafka clients
   * @param outside to which topics beside the installation's own a letter may go back
   */
  public LetterBox(Map<String, ?> kafka, Topics topics, Predicate<String> outside) {
    this.kafka = Map.copyOf(kafka);
    this.topics = topics;
    this.redrive = new Redrive(topics, outside);
    this.clientId = topics.prefix() + "dead-letters";
  }

  /**
   * What became of a letter that was to be sent again.
   *
   * @param topic where it went; null if it did not
   * @param error why it did not; null if it did
   */
  public record Redriven(LetterId letter, @Nullable String topic, @Nullable String error) {}

  /**
   * Returns the last letters, the newest first.
   *
   * @param most how many, 1 or more
   * @throws KafkaException if the brokers do not answer
   */
  public List<Letter> latest(int most) {
    RecordSerdes serdes = new RecordSerdes(kafka);
    return new LatestRecords(kafka, clientId)
        .read(topics.deadLetters.name(), most).stream()
            .limit(most)
            .map(look -> Letter.of(look, topics, serdes))
            .toList();
  }

  /**
   * Sends letters back to where they came from, one after the other, and returns when the brokers
   * have them. The letters stay where they are.
   *
   * @throws KafkaException if the brokers do not answer
   */
  public List<Redriven> redrive(List<LetterId> letters) throws InterruptedException {
    List<Redriven> all = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = RawClients.consumer(kafka, clientId);
        Producer<byte[], byte[]> producer = RawClients.producer(kafka, clientId, MOST_WAIT)) {
      for (LetterId letter : letters) {
        all.add(redrive(letter, consumer, producer));
      }
    }
    return all;
  }

  private Redriven redrive(
      LetterId id, Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer)
      throws InterruptedException {
    try {
      ProducerRecord<byte[], byte[]> back = redrive.of(find(id, consumer));
      var unused = producer.send(back).get();
      return new Redriven(id, back.topic(), null);
    } catch (IllegalArgumentException e) {
      return new Redriven(id, null, e.getMessage());
    } catch (ExecutionException e) {
      return new Redriven(id, null, "the brokers refuse: " + e.getCause());
    }
  }

  private ConsumerRecord<byte[], byte[]> find(LetterId id, Consumer<byte[], byte[]> consumer) {
    TopicPartition partition = new TopicPartition(topics.deadLetters.name(), id.partition());
    boolean known =
        consumer.partitionsFor(partition.topic()).stream()
            .anyMatch(about -> about.partition() == id.partition());
    if (known) {
      List<TopicPartition> only = List.of(partition);
      consumer.assign(only);
      long begin = consumer.beginningOffsets(only).getOrDefault(partition, 0L);
      long end = consumer.endOffsets(only).getOrDefault(partition, 0L);
      consumer.seek(partition, id.offset());
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (id.offset() >= begin && id.offset() < end && System.nanoTime() - deadline < 0) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (record.offset() == id.offset()) {
            return record;
          }
        }
      }
    }
    throw new IllegalArgumentException(
        "there is no dead letter " + id + ": its time may be over; list them again");
  }
}
