package io.forewarm.streams.invalidation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forewarm.client.Forewarm;
import io.forewarm.client.ForewarmConfig;
import io.forewarm.client.Region;
import io.forewarm.client.RegionConfig;
import io.forewarm.client.codec.Codec;
import io.forewarm.client.codec.CompressionConfig;
import io.forewarm.client.redis.RedissonStore;
import io.forewarm.embedded.Embedded;
import io.forewarm.embedded.EmbeddedRedisCluster;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.InvalidationBatch;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import io.forewarm.schemas.WriteEvent;
import io.forewarm.streams.TopicTail;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.redisson.config.Config;

/** A Redis Cluster, a worker, two services that read, an outbox that writes, and the origin. */
final class FailoverLab implements AutoCloseable {
  private static final int PARTITIONS = 4;
  private static final int FIRST_MASTER = 0;
  private static final int ITS_REPLICA = 3;
  private static final int ITS_SLOTS = 16_384 / 3;

  final Topics topics = Embedded.topics(Embedded.uniquePrefix("failover"), PARTITIONS);
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final List<Region<String, String>> readers;
  final InvalidationWorker worker;
  private final EmbeddedRedisCluster cluster = EmbeddedRedisCluster.start();
  private final RedissonStore store =
      RedissonStore.connect(redisson(), "fw:", CompressionConfig.DEFAULT, Duration.ofSeconds(1));
  private final Map<String, Long> origin = new ConcurrentHashMap<>();
  private final List<Forewarm> clients = List.of(client("one"), client("two"));
  private final Serializer<WriteEvent> writer = new RecordSerdes(Map.of()).serializer();
  private final KafkaProducer<byte[], byte[]> outbox =
      new KafkaProducer<>(
          InvalidationLab.kafka(), new ByteArraySerializer(), new ByteArraySerializer());
  private final TopicTail<InvalidationBatch> log =
      TopicTail.of(topics.invalidations, InvalidationBatch.class);

  FailoverLab(InvalidationConfig config) {
    worker =
        InvalidationWorker.start(
            config,
            new InvalidationWorker.Surroundings(
                InvalidationLab.kafka(), topics, store, meters, "worker"));
    readers = clients.stream().map(this::open).toList();
    InvalidationLab.await().until(() -> worker.partitions().size() == PARTITIONS);
  }

  private Config redisson() {
    Config config = new Config();
    config.useClusterServers().setNodeAddresses(new ArrayList<>(cluster.urls()));
    return config;
  }

  private Forewarm client(String service) {
    return Forewarm.connect(
        ForewarmConfig.builder(service)
            .redis(redisson())
            .kafka(InvalidationLab.kafka())
            .topics(topics)
            .build());
  }

  private Region<String, String> open(Forewarm client) {
    return client.open(
        RegionConfig.builder("things", String.class, "{id}")
            .codec(Codec.utf8())
            .softTtl(Duration.ofMinutes(5))
            .timeout(Duration.ofSeconds(30))
            .loader(this::load)
            .build());
  }

  private String load(String id) {
    return Long.toString(origin.getOrDefault(id, 0L));
  }

  /** Names of keys of the master that will die, or of the others. */
  List<String> ids(int count, boolean doomed) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> "thing-" + i)
        .filter(id -> (store.slot(key(id), 0) < ITS_SLOTS) == doomed)
        .limit(count)
        .toList();
  }

  private static String key(String id) {
    return CacheKey.of("things", id);
  }

  /** The origin changes, and an event is all that tells of it. */
  Future<RecordMetadata> write(String id) {
    origin.merge(id, 1L, Long::sum);
    String key = key(id);
    WriteEvent event = InvalidationLab.event().setKeys(List.of(key)).build();
    String topic = topics.writes.name();
    return outbox.send(
        new ProducerRecord<>(
            topic,
            CacheKey.partition(key, PARTITIONS),
            key.getBytes(UTF_8),
            writer.serialize(topic, event)));
  }

  /** The origin changes, and the first client stores the new value. */
  void update(String id) {
    readers
        .get(0)
        .update(
            id,
            () -> {
              origin.merge(id, 1L, Long::sum);
              return load(id);
            });
  }

  /** Whether a value is from before the last write of its key. */
  boolean stale(String id, String value) {
    return Long.parseLong(value) < origin.getOrDefault(id, 0L);
  }

  /** Returns what both clients and Redis have that is from before the last write of its key. */
  Collection<String> stale(List<String> ids) throws Exception {
    Collection<String> found = new TreeSet<>();
    for (String id : ids) {
      for (int reader = 0; reader < readers.size(); reader++) {
        String value = readers.get(reader).get(id);
        if (stale(id, value)) {
          found.add(id + " in client " + reader);
        }
      }
      var stored = store.read(key(id)).get();
      if (stored != null && stored.answers() && stale(id, new String(stored.payload(), UTF_8))) {
        found.add(id + " in Redis");
      }
    }
    return found;
  }

  /** From now on the first master's replica gets nothing of what the master takes. */
  void cutReplica() throws IOException {
    cluster.nodes().get(FIRST_MASTER).send("WAIT", "1", "5000");
    cluster.nodes().get(ITS_REPLICA).pause();
    cluster.nodes().get(FIRST_MASTER).send("CLIENT", "KILL", "TYPE", "replica");
  }

  /** The first master dies with what its replica did not get. */
  void killMaster() {
    cluster.nodes().get(FIRST_MASTER).kill();
    cluster.nodes().get(ITS_REPLICA).resume();
  }

  boolean promoted() throws IOException {
    return cluster.nodes().get(ITS_REPLICA).send("INFO", "replication").contains("role:master");
  }

  double replays() {
    return meters.get("forewarm.invalidation.replays").counter().count();
  }

  /** Returns when every partition's watermark was first past a time, broker time, or 0. */
  long pastAt(long time) {
    List<ConsumerRecord<byte[], InvalidationBatch>> told = log.records();
    List<Long> first =
        IntStream.range(0, PARTITIONS)
            .mapToObj(
                partition ->
                    told.stream()
                        .filter(record -> record.partition() == partition)
                        .filter(record -> record.value().getUpTo() >= time)
                        .findFirst())
            .flatMap(record -> record.map(ConsumerRecord::timestamp).stream())
            .toList();
    return first.size() < PARTITIONS ? 0 : first.stream().mapToLong(it -> it).max().orElse(0);
  }

  /** Waits until all writes have taken effect. */
  void settle(Collection<Future<RecordMetadata>> writes) throws Exception {
    long last = 0;
    for (Future<RecordMetadata> write : writes) {
      last = Math.max(last, write.get().timestamp());
    }
    long newest = last;
    InvalidationLab.await().until(() -> pastAt(newest) > 0);
  }

  @Override
  public void close() {
    Stream.<AutoCloseable>of(worker, outbox, log, store).forEach(FailoverLab::end);
    clients.forEach(FailoverLab::end);
    cluster.close();
  }

  private static void end(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
