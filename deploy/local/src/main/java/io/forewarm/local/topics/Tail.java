package io.forewarm.local.topics;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forewarm.local.terminal.CommandFailure;
import io.forewarm.schemas.RecordJson;
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
  private final boolean heartbeats;

  /** Takes whether records that only say that time goes on are printed, too. */
  Tail(Consumer<byte[], byte[]> consumer, RecordJson json, boolean heartbeats) {
    this.consumer = consumer;
    this.json = json;
    this.heartbeats = heartbeats;
  }

  /**
   * When to end.
   *
   * @param records that are printed at most
   * @param silence the time without a printed record after which it ends; null for never
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
        ObjectNode shown = json.of(record);
        if (!heartbeats && RecordJson.isHeartbeat(shown)) {
          continue;
        }
        if (left-- <= 0) {
          return;
        }
        out.println(shown);
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
