package io.forewarm.streams.flow;

import io.forewarm.schemas.Topic;
import io.forewarm.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the brokers every few seconds where the topics end and what the groups of the installation
 * have committed. So it also sees readers that are gone, and partitions that nobody reads. Every
 * instance measures.
 */
public final class FlowWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FlowWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final Duration LEAVE = Duration.ofMillis(500);

  private final Topics topics;
  private final FlowMeters meters;
  private final FlowBoard board;
  private final Admin admin;
  private final Map<TopicPartition, EndHistory> ends = new HashMap<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "forewarm-flow");
            thread.setDaemon(true);
            return thread;
          });

  private FlowWatch(Map<String, Object> kafka, Topics topics, FlowMeters meters, FlowBoard board) {
    this.topics = topics;
    this.meters = meters;
    this.board = board;
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, topics.prefix() + "flow");
    config.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
    config.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
    admin = Admin.create(config);
  }

  /**
   * Starts to look.
   *
   * @param kafka properties of Kafka clients
   */
  public static FlowWatch start(
      Map<String, Object> kafka, Topics topics, FlowMeters meters, FlowBoard board) {
    FlowWatch watch = new FlowWatch(kafka, topics, meters, board);
    long millis = EVERY.toMillis();
    var unused = watch.clock.scheduleWithFixedDelay(watch::look, 0, millis, TimeUnit.MILLISECONDS);
    return watch;
  }

  private void look() {
    try {
      Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = committed();
      Set<TopicPartition> partitions = new HashSet<>();
      topics.all().forEach(topic -> partitions.addAll(topic.topicPartitions()));
      committed.values().forEach(some -> partitions.addAll(some.keySet()));
      Map<TopicPartition, Long> now = ends(partitions);
      long nanos = System.nanoTime();
      now.forEach(
          (partition, end) ->
              ends.computeIfAbsent(partition, any -> new EndHistory()).add(nanos, end));
      List<FlowBoard.TopicFlow> flows =
          topics.all().stream().map(topic -> flow(topic, now)).toList();
      flows.forEach(flow -> meters.appended(flow.topic(), flow.records()));
      List<FlowMeters.Behind> readers = behind(committed, nanos);
      meters.behind(readers);
      board.show(new FlowBoard.Flow(System.currentTimeMillis(), flows, readers));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | RuntimeException e) {
      LOG.debug("the brokers do not say how records flow", e);
    }
  }

  private Map<String, Map<TopicPartition, OffsetAndMetadata>> committed()
      throws ExecutionException, InterruptedException {
    Map<String, ListConsumerGroupOffsetsSpec> groups = new TreeMap<>();
    for (GroupListing group : admin.listGroups().all().get()) {
      if (group.groupId().startsWith(topics.prefix())) {
        groups.put(group.groupId(), new ListConsumerGroupOffsetsSpec());
      }
    }
    return groups.isEmpty() ? Map.of() : admin.listConsumerGroupOffsets(groups).all().get();
  }

  private Map<TopicPartition, Long> ends(Set<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> latest =
        partitions.stream().collect(Collectors.toMap(any -> any, any -> OffsetSpec.latest()));
    Map<TopicPartition, Long> found = new HashMap<>();
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end :
        admin.listOffsets(latest).all().get().entrySet()) {
      found.put(end.getKey(), end.getValue().offset());
    }
    return found;
  }

  private FlowBoard.TopicFlow flow(Topic<?> topic, Map<TopicPartition, Long> now) {
    long records = 0;
    double perSecond = 0;
    for (TopicPartition partition : topic.topicPartitions()) {
      records += now.getOrDefault(partition, 0L);
      EndHistory history = ends.get(partition);
      perSecond += history == null ? 0 : history.perSecond();
    }
    return new FlowBoard.TopicFlow(topics.shortName(topic.name()), records, perSecond);
  }

  private List<FlowMeters.Behind> behind(
      Map<String, Map<TopicPartition, OffsetAndMetadata>> committed, long nanos) {
    List<FlowMeters.Behind> all = new ArrayList<>();
    committed.forEach(
        (group, offsets) -> {
          Map<String, FlowMeters.Behind> byTopic = new TreeMap<>();
          offsets.forEach(
              (partition, offset) -> {
                if (offset != null) {
                  FlowMeters.Behind one = behind(group, partition, offset.offset(), nanos);
                  byTopic.merge(one.topic(), one, FlowWatch::together);
                }
              });
          all.addAll(byTopic.values());
        });
    return all;
  }

  private FlowMeters.Behind behind(
      String group, TopicPartition partition, long committed, long nanos) {
    EndHistory history = ends.computeIfAbsent(partition, any -> new EndHistory());
    return new FlowMeters.Behind(
        topics.shortName(group),
        topics.shortName(partition.topic()),
        history.secondsBehind(nanos, committed),
        history.recordsBehind(committed));
  }

  private static FlowMeters.Behind together(FlowMeters.Behind one, FlowMeters.Behind other) {
    return new FlowMeters.Behind(
        one.group(),
        one.topic(),
        Math.max(one.seconds(), other.seconds()),
        one.records() + other.records());
  }

  @Override
  public void close() {
    clock.shutdownNow();
    admin.close(LEAVE);
  }
}
