package io.forewarm.streams.maintenance;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjLongConsumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@code access} as a member of a group, which shares out whose keys an instance judges. A
 * partition that comes is read from some minutes back on: what was read lately is known then, and
 * nothing need be stored or committed.
 */
final class AccessFollower implements ConsumerRebalanceListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AccessFollower.class);
  private static final Duration BACK = Duration.ofMinutes(10);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration LEAVE = Duration.ofSeconds(2);
  private static final long AFTER_FAILURE_MILLIS = 1000;

  /** Below the shortest session that anybody may configure. */
  private static final int HEARTBEAT_MILLIS = 250;

  private final Map<String, ?> kafka;
  private final Topics topics;
  private final String group;
  private final String name;
  private final ObjLongConsumer<AccessReport> reports;
  private final Deserializer<AccessReport> reader;
  private final Set<Integer> known = ConcurrentHashMap.newKeySet();
  private final Map<TopicPartition, Long> catchingUp = new HashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "forewarm-eviction-reads");
  private volatile boolean member;
  private volatile @Nullable Consumer<byte[], byte[]> consumer;

  /**
   * Takes its parts.
   *
   * @param kafka properties of Kafka clients
   * @param instance identity of this process, unique in the group
   * @param reports hears each report with the broker time of its append, on one thread
   */
  AccessFollower(
      Map<String, ?> kafka, Topics topics, String instance, ObjLongConsumer<AccessReport> reports) {
    this.kafka = kafka;
    this.topics = topics;
    this.group = topics.prefix() + "eviction";
    this.name = group + "-" + instance;
    this.reports = reports;
    this.reader = new RecordSerdes(kafka).deserializer(AccessReport.class);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Whether it has its place in the group, be it without partitions. */
  boolean isMember() {
    return member;
  }

  /** The partitions that are this member's and whose latest reads it knows. */
  Set<Integer> partitions() {
    return new TreeSet<>(known);
  }

  @Override
  public void close() {
    closing.countDown();
    Consumer<byte[], byte[]> current = consumer;
    if (current != null) {
      current.wakeup();
    }
    try {
      thread.join(LEAVE.multipliedBy(2).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean stopped() {
    return closing.getCount() == 0;
  }

  private void run() {
    try {
      while (!stopped()) {
        follow();
      }
    } catch (InterruptedException | InterruptException e) {
      LOG.debug("stopped; another member takes over");
    }
  }

  private void follow() throws InterruptedException {
    @Nullable Consumer<byte[], byte[]> follower = null;
    try {
      follower = open();
      consumer = follower;
      follower.subscribe(Set.of(topics.access.name()), this);
      while (!stopped()) {
        follower.poll(POLL).forEach(this::take);
        catchUp(follower);
      }
    } catch (WakeupException e) {
      LOG.debug("the reader of accesses was woken");
    } catch (InterruptException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("the reader of accesses failed and joins again", e);
      boolean unused = closing.await(AFTER_FAILURE_MILLIS, TimeUnit.MILLISECONDS);
    } finally {
      leave();
      consumer = null;
      if (follower != null) {
        follower.close(CloseOptions.timeout(LEAVE));
      }
    }
  }

  private Consumer<byte[], byte[]> open() {
    Map<String, Object> config = new HashMap<>(kafka);
    config.putIfAbsent(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000);
    config.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    config.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS);
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, name);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    try {
      AccessReport report = reader.deserialize(record.topic(), record.value());
      if (report != null) {
        reports.accept(report, record.timestamp());
      }
    } catch (SerializationException e) {
      LOG.debug("a report tells nothing of reads offset={}", record.offset(), e);
    }
  }

  private void catchUp(Consumer<byte[], byte[]> follower) {
    catchingUp
        .entrySet()
        .removeIf(
            end ->
                follower.position(end.getKey()) >= end.getValue()
                    && known.add(end.getKey().partition()));
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    Consumer<byte[], byte[]> follower = consumer;
    if (follower != null) {
      long from = System.currentTimeMillis() - BACK.toMillis();
      Map<TopicPartition, OffsetAndTimestamp> begins =
          follower.offsetsForTimes(
              partitions.stream().collect(Collectors.toMap(p -> p, p -> from)));
      Map<TopicPartition, Long> ends = follower.endOffsets(partitions);
      for (TopicPartition partition : partitions) {
        OffsetAndTimestamp begin = begins.get(partition);
        long end = ends.getOrDefault(partition, 0L);
        follower.seek(partition, begin == null ? end : begin.offset());
        catchingUp.put(partition, end);
      }
    }
    member = true;
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      known.remove(partition.partition());
      catchingUp.remove(partition);
    }
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    leave();
  }

  private void leave() {
    member = false;
    known.clear();
    catchingUp.clear();
  }
}
