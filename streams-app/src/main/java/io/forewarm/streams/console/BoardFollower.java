package io.forewarm.streams.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forewarm.schemas.Alert;
import io.forewarm.schemas.Dismissal;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.Insight;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.RegionStats;
import io.forewarm.schemas.Rule;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.topics.RawClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code hot-keys}, {@code trends}, {@code rules}, {@code dismissals} and the last of {@code
 * insights}, all partitions without a group, so that every instance shows everything.
 */
public final class BoardFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BoardFollower.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LEAVE = Duration.ofSeconds(1);
  private static final long AFTER_FAILURE_MILLIS = 1000;

  private final Map<String, Object> kafka;
  private final Topics topics;
  private final Boards boards;
  private final Deserializer<HotKey> hotKeyReader;
  private final Deserializer<Insight> insightReader;
  private final Deserializer<Rule> ruleReader;
  private final Deserializer<Dismissal> dismissalReader;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "forewarm-console");

  private BoardFollower(Map<String, Object> kafka, Topics topics, Boards boards) {
    this.kafka = new HashMap<>(kafka);
    this.topics = topics;
    this.boards = boards;
    RecordSerdes serdes = new RecordSerdes(kafka);
    hotKeyReader = serdes.deserializer(HotKey.class);
    insightReader = serdes.deserializer(Insight.class);
    ruleReader = serdes.deserializer(Rule.class);
    dismissalReader = serdes.deserializer(Dismissal.class);
  }

  /** Starts to follow, and follows until it is closed, whatever happens to the brokers. */
  public static BoardFollower start(Map<String, Object> kafka, Topics topics, Boards boards) {
    BoardFollower follower = new BoardFollower(kafka, topics, boards);
    follower.thread.setDaemon(true);
    follower.thread.start();
    return follower;
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(LEAVE.multipliedBy(2).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void run() {
    while (!isClosed()) {
      Consumer<byte[], byte[]> consumer = RawClients.consumer(kafka, topics.prefix() + "console");
      try {
        follow(consumer);
      } catch (RuntimeException e) {
        LOG.warn("the console reads its topics anew", e);
        rest();
      } finally {
        consumer.close(CloseOptions.timeout(LEAVE));
      }
    }
  }

  private void rest() {
    try {
      boolean unused = closed.await(AFTER_FAILURE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> insights = topics.insights.topicPartitions();
    List<TopicPartition> compacted =
        Stream.of(topics.hotKeys, topics.trends, topics.rules, topics.dismissals)
            .flatMap(topic -> topic.topicPartitions().stream())
            .toList();
    consumer.assign(Stream.of(insights, compacted).flatMap(List::stream).toList());
    boards.clear();
    consumer.seekToBeginning(compacted);
    seekToMemory(consumer, insights);
    while (!isClosed()) {
      consumer.poll(POLL).forEach(this::take);
    }
  }

  private static void seekToMemory(
      Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    long from = System.currentTimeMillis() - AlertBoard.MEMORY.toMillis();
    Map<TopicPartition, Long> times =
        partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> from));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp offset = found.get(partition);
      if (offset == null) {
        consumer.seekToEnd(List.of(partition));
      } else {
        consumer.seek(partition, offset.offset());
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    try {
      if (record.topic().equals(topics.insights.name())) {
        takeInsight(record);
      } else if (record.key() != null) {
        take(record, new String(record.key(), UTF_8));
      }
    } catch (SerializationException e) {
      LOG.debug("a record is not shown topic={} offset={}", record.topic(), record.offset(), e);
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record, String key) {
    String topic = record.topic();
    if (topic.equals(topics.hotKeys.name())) {
      boards.hotKeys().put(key, hotKeyReader.deserialize(topic, record.value()));
    } else if (topic.equals(topics.trends.name())) {
      boards.trends().put(key, record.value());
    } else if (topic.equals(topics.rules.name())) {
      boards.rules().put(key, ruleReader.deserialize(topic, record.value()));
    } else {
      boards.dismissals().put(key, dismissalReader.deserialize(topic, record.value()));
    }
  }

  private void takeInsight(ConsumerRecord<byte[], byte[]> record) {
    Insight insight = insightReader.deserialize(record.topic(), record.value());
    if (insight != null && insight.getBody() instanceof RegionStats stats) {
      boards.regions().put(insight.getRegion(), stats);
      boards.observations().put(insight.getRegion(), stats);
    } else if (insight != null && insight.getBody() instanceof Alert alert) {
      boards.alerts().put(insight, alert);
    }
  }
}
