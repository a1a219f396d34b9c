package io.forewarm.local.topics;

import io.forewarm.local.terminal.CommandFailure;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads all partitions of a topic and prints what comes. */
final class Tail {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> consumer;
  private final RecordJson json;

  Tail(Consumer<byte[], byte[]> consumer, RecordJson json) {
    this.consumer = consumer;
    this.json = json;
  }

  /**
   * When to end.
   *
   * @param records that are printed at most
   * @param silence the time without a record after which it ends; null for never
   */
  record Limits(long records, @Nullable Duration silence) {}

  /** Goes to the begin of the topic or to its end as it is now. */
  void begin(String topic, boolean fromBeginning) {
    if (!consumer.listTopics().containsKey(topic)) {
      throw new CommandFailure(
          "topic " + topic + " does not exist: 'forewarm topics create' creates it");
    }
    List<TopicPartition> partitions =
        TopicFacts.partitions(topic, consumer.partitionsFor(topic).size());
    consumer.assign(partitions);
    if (fromBeginning) {
      consumer.seekToBeginning(partitions);
    } else {
      consumer.seekToEnd(partitions);
    }
    partitions.forEach(consumer::position);
  }

  /** Prints records until a limit is reached, or nobody reads the output any more. */
  void print(PrintWriter out, Limits limits) {
    long left = limits.records();
    long last = System.nanoTime();
    while (left > 0) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (left-- <= 0) {
          return;
        }
        out.println(json.of(record));
        if (out.checkError()) {
          return;
        }
        last = System.nanoTime();
      }
      if (limits.silence() != null && System.nanoTime() - last > limits.silence().toNanos()) {
        return;
      }
    }
  }
}
