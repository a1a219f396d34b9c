package io.forewarm.local.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forewarm.client.Forewarm;
import io.forewarm.client.ForewarmConfig;
import io.forewarm.client.Region;
import io.forewarm.client.RegionConfig;
import io.forewarm.client.Witness;
import io.forewarm.client.codec.Codec;
import io.forewarm.client.codec.CompressionConfig;
import io.forewarm.client.redis.RedissonStore;
import io.forewarm.embedded.Embedded;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import io.forewarm.schemas.WriteEvent;
import io.forewarm.schemas.WriteOperation;
import io.forewarm.streams.invalidation.InvalidationConfig;
import io.forewarm.streams.invalidation.InvalidationWorker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/** A worker that forgets when it is told to, a service that reads, an outbox, and a checker. */
final class CheckLab implements AutoCloseable {
  static final String REGION = "things";
  private static final int READ_AT_ONCE = 50;

  final Topics topics = Embedded.topics(Embedded.uniquePrefix("check"), 2);
  final MeterRegistry meters = new SimpleMeterRegistry();
  final ForgetfulStore redis;
  private final Region<String, String> region;
  final Checker checker;
  private final Map<String, Long> origin = new ConcurrentHashMap<>();
  private final String names = "fw" + topics.prefix();
  private final RedissonStore store;
  private final RedissonClient raw = Redisson.create(redisson());
  private final InvalidationWorker worker;
  private final Forewarm client;
  private final Witness witness;
  private final AlertLog alerts;
  private final Serializer<WriteEvent> writer = new RecordSerdes(Map.of()).serializer();
  private final KafkaProducer<byte[], byte[]> outbox =
      new KafkaProducer<>(kafka(), new ByteArraySerializer(), new ByteArraySerializer());

  CheckLab(CheckConfig config) throws InterruptedException {
    store =
        RedissonStore.connect(redisson(), names, CompressionConfig.DEFAULT, Duration.ofSeconds(2));
    redis = new ForgetfulStore(store);
    worker =
        InvalidationWorker.start(
            InvalidationConfig.DEFAULT,
            new InvalidationWorker.Surroundings(
                Map.of(
                    "bootstrap.servers",
                    Embedded.kafka().bootstrapServers(),
                    "interceptor.classes",
                    ForgetfulLog.class.getName()),
                topics,
                redis.proxy(),
                new SimpleMeterRegistry(),
                "check-lab"));
    client = Forewarm.connect(client("reader"));
    region =
        client.open(
            RegionConfig.builder(REGION, String.class, "{id}")
                .codec(Codec.utf8())
                .softTtl(Duration.ofMinutes(5))
                .timeout(Duration.ofSeconds(30))
                .loader(this::load)
                .batchLoader(ids -> ids.stream().collect(Collectors.toMap(id -> id, this::load)))
                .build());
    witness = Witness.connect(client("check"), config.maxStaleness());
    alerts = new AlertLog(kafka(), topics);
    await().until(() -> witness.awaitCurrent(Duration.ofMillis(100)));
    await().until(() -> worker.partitions().size() == 2 && witness.watermarkMillis() > 0);
    checker =
        Checker.start(
            config,
            new Checker.Surroundings(
                kafka(), topics, witness, new CheckMeters(meters, config), alerts));
  }

  static ConditionFactory await() {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .pollInSameThread();
  }

  static Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", Embedded.kafka().bootstrapServers());
  }

  private static Config redisson() {
    Config config = new Config();
    config.useSingleServer().setAddress(Embedded.redis().url());
    return config;
  }

  private ForewarmConfig client(String service) {
    return ForewarmConfig.builder(service)
        .redis(redisson())
        .redisPrefix(names)
        .kafka(kafka())
        .topics(topics)
        .build();
  }

  String load(String id) {
    return Long.toString(origin.getOrDefault(id, 0L));
  }

  /** Changes the origin, as a service without the client does: an event is all that tells. */
  Future<RecordMetadata> write(String id) {
    origin.merge(id, 1L, Long::sum);
    String key = CacheKey.of(REGION, id);
    WriteEvent event =
        WriteEvent.newBuilder()
            .setId(UUID.randomUUID().toString())
            .setOperation(WriteOperation.WRITE)
            .setKeys(List.of(key))
            .setSource("outbox")
            .build();
    String topic = topics.writes.name();
    return outbox.send(
        new ProducerRecord<>(
            topic,
            CacheKey.partition(key, topics.partitions()),
            key.getBytes(UTF_8),
            writer.serialize(topic, event)));
  }

  /** Writes all, and waits until the clients were told. */
  void writeAll(Collection<String> ids) throws Exception {
    List<Future<RecordMetadata>> sent = ids.stream().map(this::write).toList();
    long last = 0;
    for (Future<RecordMetadata> one : sent) {
      last = Math.max(last, one.get().timestamp());
    }
    long newest = last;
    await().until(() -> witness.watermarkMillis() >= newest);
  }

  /** Changes the origin as a service with the client does. */
  void update(String id) {
    region.update(
        id,
        () -> {
          origin.merge(id, 1L, Long::sum);
          return load(id);
        });
  }

  /** Lets Redis lose what it holds of a key. */
  void lose(String id) {
    raw.getBucket(names + "v:{" + CacheKey.of(REGION, id) + '}').delete();
  }

  /** Reads all, not so many at once that a slow machine gives up. */
  void readAll(List<String> ids) {
    for (int from = 0; from < ids.size(); from += READ_AT_ONCE) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + READ_AT_ONCE));
      if (region.getAll(some).size() != some.size()) {
        throw new IllegalStateException("values are missing among " + some);
      }
    }
  }

  /** Lets the checker's near cache have a copy of what Redis has. */
  void copyNear(String cacheKey) throws Exception {
    var unused = witness.readAll(List.of(cacheKey)).get();
    if (witness.near(cacheKey) == null) {
      throw new IllegalStateException("no near copy of " + cacheKey);
    }
  }

  @Override
  public void close() {
    checker.close();
    alerts.close();
    witness.close();
    client.close();
    worker.close();
    outbox.close();
    store.close();
    raw.shutdown();
    ForgetfulLog.forgets(0);
  }
}
