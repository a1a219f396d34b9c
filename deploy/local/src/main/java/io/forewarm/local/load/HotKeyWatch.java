package io.forewarm.local.load;

import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes the keys that the pipeline announces as hot, from its own start on. Keys that were hot
 * before and are only renewed do not count.
 */
public final class HotKeyWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HotKeyWatch.class);
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<String, HotKey> consumer;
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
    Map<String, Object> config = new LinkedHashMap<>(kafka);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    consumer =
        new KafkaConsumer<>(
            config, new StringDeserializer(), new RecordSerdes(kafka).deserializer(HotKey.class));
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

  private void noteBefore(ConsumerRecord<String, HotKey> announcement) {
    if (announcement.value() == null) {
      hotBefore.remove(announcement.key());
    } else {
      hotBefore.add(announcement.key());
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

  private void note(ConsumerRecord<String, HotKey> announcement) {
    if (announcement.value() != null && !hotBefore.contains(announcement.key())) {
      announced.add(announcement.key());
    }
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
