package io.forewarm.streams.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forewarm.client.codec.Compression;
import io.forewarm.client.codec.CompressionConfig;
import io.forewarm.client.redis.Envelope;
import io.forewarm.client.redis.MasterMemory;
import io.forewarm.client.redis.RedissonStore;
import io.forewarm.client.redis.WriteId;
import io.forewarm.embedded.Embedded;
import io.forewarm.embedded.EmbeddedRedis;
import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.Mode;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Rule;
import io.forewarm.schemas.RuleBook;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.Reports;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redisson.config.Config;

/** A Redis of 16 MB that is filled with values of 4 kB, of which some are read. */
@Tag("integration")
class EvictionWorkerTest {
  private static final int PARTITIONS = 3;
  private static final int FULL = 2_600;
  private static final int OFTEN = 200;
  private static final int AT_ONCE = 100;
  private static final Map<String, Object> KAFKA =
      Map.of("bootstrap.servers", Embedded.kafka().bootstrapServers());

  private final Topics topics = Embedded.topics(Embedded.uniquePrefix("evict"), PARTITIONS);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final EmbeddedRedis redis =
      EmbeddedRedis.builder().maxMemory("16mb", "noeviction").start();
  private final RedissonStore store = connect();

  private RedissonStore connect() {
    Config config = new Config();
    config.useSingleServer().setAddress(redis.url());
    return RedissonStore.connect(
        config, "fw:", CompressionConfig.of(Compression.NONE), Duration.ofSeconds(20));
  }

  @BeforeEach
  void reach() {
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> !store.memory().masters().get().isEmpty());
  }

  @AfterEach
  void close() {
    store.close();
    redis.close();
  }

  private static String key(int number) {
    return "posts:" + number;
  }

  private void fill(int from, int to) {
    for (int first = from; first < to; first += AT_ONCE) {
      IntStream.range(first, Math.min(to, first + AT_ONCE))
          .mapToObj(number -> store(key(number)))
          .toList()
          .forEach(CompletableFuture::join);
    }
  }

  private CompletableFuture<Boolean> store(String key) {
    Envelope value =
        new Envelope(
            Envelope.State.VALUE,
            1,
            store.now() + 600_000,
            0,
            WriteId.NONE,
            5_000,
            (byte) 1,
            new byte[4_000],
            0);
    return store.seize(key, 7, 60_000).thenCompose(seized -> store.fill(key, 7, value, 600_000));
  }

  /** Reports that some keys are read all the time. */
  private void report() throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(KAFKA, new ByteArraySerializer(), new ByteArraySerializer());
        Serializer<AccessReport> writer = new RecordSerdes(KAFKA).serializer()) {
      for (int round = 0; round < 5; round++) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
          Map<String, Long> reads = new TreeMap<>();
          for (int number = 0; number < OFTEN; number++) {
            if (CacheKey.partition(key(number), PARTITIONS) == partition) {
              reads.put(key(number), 3L);
            }
          }
          byte[] report = writer.serialize(topics.access.name(), Reports.of("s", reads));
          producer.send(new ProducerRecord<>(topics.access.name(), partition, null, report)).get();
        }
      }
    }
  }

  private EvictionWorker worker(RuleBook rules) {
    return EvictionWorker.start(
        EvictorConfig.DEFAULT,
        new EvictionWorker.Surroundings(
            KAFKA, topics, store, () -> rules, meters, new MemoryBoard(), "test"));
  }

  private double used() {
    MasterMemory master = store.memory().masters().join().get(0);
    return master.used() / (double) master.limit();
  }

  private long there(int from, int to) {
    List<String> keys = IntStream.range(from, to).mapToObj(EvictionWorkerTest::key).toList();
    return store.readAll(keys).join().stream().filter(value -> value != null).count();
  }

  private double keys(String result) {
    return meters.get("forewarm.eviction.keys").tag("result", result).counter().count();
  }

  private double bytes(String result) {
    return meters.get("forewarm.eviction.bytes").tag("result", result).counter().count();
  }

  @Test
  void memoryComesDownAndStaysAndWhatIsReadOftenStaysToo() throws Exception {
    report();
    fill(0, FULL);
    store.invalidate("posts:written", new WriteId(1, 1), null).join();
    assertThat(used()).isGreaterThan(0.8);
    try (EvictionWorker worker = worker(RuleBook.EMPTY)) {
      await().atMost(Duration.ofSeconds(30)).until(() -> used() < 0.78);
      fill(FULL, FULL + 500);
      await().atMost(Duration.ofSeconds(30)).until(() -> used() < 0.78);
      assertThat(worker.isMember()).isTrue();
    }
    assertThat(used()).isGreaterThan(0.6);
    assertThat(there(0, OFTEN)).isEqualTo(OFTEN);
    assertThat(there(OFTEN, FULL + 500)).isLessThan(FULL);
    assertThat(store.read("posts:written").join()).isNotNull();
    assertThat(keys("evicted")).isEqualTo(FULL + 500.0 - there(0, FULL + 500));
  }

  @Test
  void observedRegionsKeepEverything() {
    fill(0, FULL);
    double excess = (used() - 0.75) * (16 << 20);
    Rule observe = Rule.newBuilder().setTarget("posts").setMode(Mode.OBSERVE).build();
    try (EvictionWorker worker = worker(RuleBook.EMPTY.with("posts", observe))) {
      await().atMost(Duration.ofSeconds(30)).until(() -> bytes("observed") > 0.8 * excess);
      assertThat(worker.isMember()).isTrue();
    }
    assertThat(there(0, FULL)).isEqualTo(FULL);
    assertThat(keys("evicted")).isZero();
    assertThat(bytes("observed")).isLessThan(1.3 * excess);
  }
}
