package io.forewarm.streams.invalidation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forewarm.client.codec.CompressionConfig;
import io.forewarm.client.redis.Envelope;
import io.forewarm.client.redis.LeaseAnswer;
import io.forewarm.client.redis.LeaseRequest;
import io.forewarm.client.redis.RedissonStore;
import io.forewarm.client.redis.WriteId;
import io.forewarm.embedded.Embedded;
import io.forewarm.embedded.EmbeddedRedis;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.InvalidationBatch;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import io.forewarm.schemas.WriteEvent;
import io.forewarm.schemas.WriteOperation;
import io.forewarm.streams.TopicTail;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.redisson.config.Config;

/** Topics, a Redis and a publisher of one test of the invalidation worker. */
final class InvalidationLab implements AutoCloseable {
  static final int PARTITIONS = 2;

  final Topics topics = Embedded.topics(Embedded.uniquePrefix("invalidation"), PARTITIONS);
  final EmbeddedRedis redis = EmbeddedRedis.start();
  final RedissonStore store = connect();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final TopicTail<InvalidationBatch> log =
      TopicTail.of(topics.invalidations, InvalidationBatch.class);
  private final Serializer<WriteEvent> writer = new RecordSerdes(Map.of()).serializer();
  private final KafkaProducer<byte[], byte[]> producer =
      new KafkaProducer<>(
          Map.of(
              ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
              Embedded.kafka().bootstrapServers(),
              ProducerConfig.LINGER_MS_CONFIG,
              0,
              ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
              16 << 20),
          new ByteArraySerializer(),
          new ByteArraySerializer());

  private RedissonStore connect() {
    Config config = new Config();
    config.useSingleServer().setAddress(redis.url());
    RedissonStore connected =
        RedissonStore.connect(config, "fw:", CompressionConfig.DEFAULT, Duration.ofMillis(500));
    await().ignoreExceptions().until(() -> !connected.masterId().get().isEmpty());
    return connected;
  }

  InvalidationWorker worker(String instance) {
    return worker(instance, InvalidationConfig.DEFAULT);
  }

  InvalidationWorker worker(String instance, InvalidationConfig config) {
    return InvalidationWorker.start(
        config, new InvalidationWorker.Surroundings(kafka(), topics, store, meters, instance));
  }

  /** The defaults, with so much of the log applied again after a change of master. */
  static InvalidationConfig replaying(Duration replay) {
    InvalidationConfig defaults = InvalidationConfig.DEFAULT;
    return new InvalidationConfig(
        defaults.tickEvery(),
        defaults.commitEvery(),
        defaults.masterCheckEvery(),
        replay,
        defaults.roundRecords(),
        defaults.keysInFlight(),
        defaults.carriedBytes());
  }

  static Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", Embedded.kafka().bootstrapServers());
  }

  static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInSameThread();
  }

  /** Publishes a write of one key and returns where and when the broker took it. */
  RecordMetadata write(String cacheKey, @Nullable Long version) throws Exception {
    return publish(event().setKeys(List.of(cacheKey)).setVersion(version).build(), cacheKey);
  }

  static WriteEvent.Builder event() {
    return WriteEvent.newBuilder()
        .setId(UUID.randomUUID().toString())
        .setOperation(WriteOperation.WRITE);
  }

  RecordMetadata publish(WriteEvent event, String cacheKey) throws Exception {
    return publish(writer.serialize(topics.writes.name(), event), cacheKey);
  }

  RecordMetadata publish(byte @Nullable [] value, String cacheKey)
      throws InterruptedException, ExecutionException {
    return producer
        .send(
            new ProducerRecord<>(
                topics.writes.name(), partition(cacheKey), cacheKey.getBytes(UTF_8), value))
        .get();
  }

  static int partition(String cacheKey) {
    return CacheKey.partition(cacheKey, PARTITIONS);
  }

  /** Stores a value as a client does. */
  void fill(String cacheKey) throws Exception {
    fill(cacheKey, Envelope.UNVERSIONED);
  }

  /** As {@link #fill(String)}, at a version. */
  void fill(String cacheKey, long version) throws Exception {
    LeaseAnswer answer =
        store.acquire(new LeaseRequest(cacheKey, 42, 10_000, LeaseRequest.FRESH, "lab")).get();
    if (!(answer instanceof LeaseAnswer.Granted)) {
      throw new IllegalStateException("no lease of " + cacheKey + ": " + answer);
    }
    long soft = store.now() + 60_000;
    Envelope envelope =
        new Envelope(
            Envelope.State.VALUE,
            version,
            soft,
            0,
            WriteId.NONE,
            0,
            (byte) 0,
            "value".getBytes(UTF_8),
            0);
    if (!store.fill(cacheKey, 42, envelope, 120_000).get()) {
      throw new IllegalStateException("the fill of " + cacheKey + " was refused");
    }
  }

  /** Lets Redis refuse every key, to everybody, that does not match a pattern such as ~posts*. */
  void allowOnly(String... patterns) throws IOException {
    String command = "ACL SETUSER default resetkeys " + String.join(" ", patterns) + "\r\n";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
      socket.getOutputStream().write(command.getBytes(UTF_8));
      int answer = socket.getInputStream().read();
      if (answer != '+') {
        throw new IllegalStateException("Redis did not take: " + command);
      }
    }
  }

  @Nullable Envelope stored(String cacheKey) throws Exception {
    return store.read(cacheKey).get();
  }

  /** The highest time that was claimed for a partition of writes. */
  long watermark(int partition) {
    return log.values().stream()
        .filter(batch -> batch.getPartition() == partition)
        .mapToLong(InvalidationBatch::getUpTo)
        .max()
        .orElse(0);
  }

  /** How often the clients were told of a key. */
  long told(String cacheKey) {
    long hash = CacheKey.hash(cacheKey);
    return log.values().stream().filter(batch -> batch.getHashes().contains(hash)).count();
  }

  @Override
  public void close() {
    producer.close();
    log.close();
    store.close();
    redis.close();
  }
}
