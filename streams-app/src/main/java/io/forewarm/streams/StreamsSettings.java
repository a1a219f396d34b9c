package io.forewarm.streams;

import io.forewarm.schemas.Topics;
import io.forewarm.streams.intake.DeadLetters;
import io.forewarm.streams.intake.OversizedRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;

/**
 * How the pipeline runs in Kafka Streams.
 *
 * @param topics of the installation; its prefix names the application
 * @param kafka properties of Kafka clients: brokers, security; they override the defaults, not what
 *     correctness needs
 * @param stateDir folder of the state stores
 * @param instanceId name of this instance, kept over restarts: after a crash its tasks wait for it
 *     until others notice that it is gone; null for a member that comes back as another
 * @param threads of the streams, 1 or more
 * @param standbys copies of the state on other instances, 0 or more
 * @param commitInterval how much is processed again after a crash; the shorter, the larger is what
 *     is saved against what came in
 */
public record StreamsSettings(
    Topics topics,
    Map<String, ?> kafka,
    Path stateDir,
    @Nullable String instanceId,
    int threads,
    int standbys,
    Duration commitInterval) {

  /** How often is committed unless told otherwise. */
  public static final Duration COMMIT_INTERVAL = Duration.ofSeconds(5);

  private static final int LARGEST_RECORD = 64 << 20;

  /** The shortest that brokers allow unless told otherwise. */
  private static final int SILENCE_MS = 6_000;

  private static final int HEARTBEAT_MS = 250;
  private static final int PROBE_MS = 60_000;

  /** Records that a copy may lack when it takes over: some tenths of a second of them. */
  private static final long COPY_LACKS = 1_000;

  /** Refuses what Kafka Streams would refuse later, or take and not do. */
  public StreamsSettings {
    kafka = Map.copyOf(kafka);
    if (threads < 1) {
      throw new IllegalArgumentException("streams.threads must be >= 1: " + threads);
    }
    if (standbys < 0) {
      throw new IllegalArgumentException("streams.standbys must be >= 0: " + standbys);
    }
    if (commitInterval.toMillis() < 1) {
      throw new IllegalArgumentException("streams.commit-interval must be > 0: " + commitInterval);
    }
  }

  /** Returns settings of one instance without standbys: two threads. */
  public static StreamsSettings local(Topics topics, Map<String, ?> kafka, Path stateDir) {
    return new StreamsSettings(topics, kafka, stateDir, null, 2, 0, COMMIT_INTERVAL);
  }

  /** The id of the application, and start of the names of its internal topics. */
  public String applicationId() {
    return topics.prefix() + "app";
  }

  /** Returns what becomes of the instance when a thread dies: another takes its place. */
  public StreamsUncaughtExceptionHandler uncaught() {
    return failure -> StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  /** Returns how an instance ends: it leaves its tasks to others at once, whether named or not. */
  public static CloseOptions leaving(Duration limit) {
    return CloseOptions.timeout(limit)
        .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);
  }

  /** Returns the properties for Kafka Streams. */
  public Properties toProperties() {
    Map<String, Object> all = defaults();
    all.putAll(kafka);
    all.remove(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
    all.remove(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG);
    all.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
    all.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
    all.putAll(needed());
    Properties properties = new Properties();
    properties.putAll(all);
    return properties;
  }

  private Map<String, Object> defaults() {
    Map<String, Object> defaults = new LinkedHashMap<>();
    defaults.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
    defaults.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbys);
    defaults.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    defaults.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SILENCE_MS);
    defaults.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
    defaults.put(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG, COPY_LACKS);
    defaults.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, PROBE_MS);
    defaults.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
    defaults.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "zstd");
    return defaults;
  }

  /** A dead letter may be as large as what its producer compressed into one batch. */
  private Map<String, Object> needed() {
    Map<String, Object> needed = new LinkedHashMap<>();
    needed.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId());
    needed.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    needed.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
    needed.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.NO_OPTIMIZATION);
    needed.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    needed.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
    needed.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, topics.deadLetters.name());
    needed.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetters.class);
    needed.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetters.class);
    needed.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, OversizedRecords.class);
    needed.put(StreamsConfig.producerPrefix(ProducerConfig.ACKS_CONFIG), "all");
    needed.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), LARGEST_RECORD);
    needed.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), LARGEST_RECORD);
    String instance = instanceId;
    if (instance != null) {
      needed.put(
          StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), instance);
    }
    return needed;
  }
}
