package io.forewarm.local.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forewarm.schemas.Topics;
import io.forewarm.streams.topics.RawClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes the keys that the pipeline announces as hot, from its own start on. Keys that were hot
 * before and are only renewed do not count.
 */
public final class HotKeyWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HotKeyWatch.class);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final Set<String> hotBefore = new TreeSet<>();
  private final Set<String> announced = ConcurrentHashMap.newKeySet();
  private final Thread thread = new Thread(this::follow, "hot-key-watch");

  /**
   * Begins to watch; returns when it knows what was hot before.
   *
   * @param kafka properties of Kafka clients
   */
  public HotKeyWatch(Map<String, ?> kafka, Topics topics) {
    consumer = RawClients.consumer(kafka, topics.prefix() + "hot-key-watch");
    partitions = topics.hotKeys.topicPartitions();
    consumer.assign(partitions);
    readPast();
    thread.setDaemon(true);
    thread.start();
  }

  private void readPast() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    consumer.seekToBeginning(partitions);
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      consumer.poll(POLL).forEach(this::noteBefore);
    }
  }

  private void noteBefore(ConsumerRecord<byte[], byte[]> announcement) {
    if (announcement.value() == null) {
      hotBefore.remove(key(announcement));
    } else {
      hotBefore.add(key(announcement));
    }
  }

  private void follow() {
    try {
      while (true) {
        consumer.poll(POLL).forEach(this::note);
      }
    } catch (WakeupException closed) {
      LOG.debug("the watch of hot keys ends");
    } catch (RuntimeException e) {
      LOG.warn("the watch of hot keys has ended: {}", e.toString());
    } finally {
      consumer.close();
    }
  }

  private void note(ConsumerRecord<byte[], byte[]> announcement) {
    if (announcement.value() != null && !hotBefore.contains(key(announcement))) {
      announced.add(key(announcement));
    }
  }

  private static String key(ConsumerRecord<byte[], byte[]> announcement) {
    return new String(announcement.key(), UTF_8);
  }

  /** Returns the cache keys announced since the start that were not hot before, in order. */
  public Set<String> announced() {
    return new TreeSet<>(announced);
  }

  /** Returns the cache keys that were hot when the watch began. */
  public Set<String> hotBefore() {
    return Set.copyOf(hotBefore);
  }

  /** Ends watching. */
  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join(Duration.ofSeconds(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
