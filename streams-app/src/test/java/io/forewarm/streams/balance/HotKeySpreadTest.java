package io.forewarm.streams.balance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forewarm.client.Forewarm;
import io.forewarm.client.ForewarmConfig;
import io.forewarm.client.Region;
import io.forewarm.client.RegionConfig;
import io.forewarm.client.codec.Codec;
import io.forewarm.client.codec.CompressionConfig;
import io.forewarm.client.redis.RedissonStore;
import io.forewarm.embedded.Embedded;
import io.forewarm.schemas.Alert;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.Insight;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Rule;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.App;
import io.forewarm.streams.AppConfigSources;
import io.forewarm.streams.TopicTail;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.config.Config;

/**
 * A cluster of three masters and three replicas, and a key with a fifth of all reads. First a rule
 * forbids near copies and replicas: one master is read more than its part, and that is said. Then
 * the rule goes.
 */
@Tag("proof")
class HotKeySpreadTest {
  private static final int CLIENTS = 3;
  private static final int THREADS_A_CLIENT = 2;
  private static final int KEYS = 5_000;
  private static final double SHARE_OF_THE_HOTTEST = 0.2;
  private static final String HOTTEST = "things:0";
  private static final long PAUSE_NANOS = 300_000;
  private static final Duration MEASURED = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;

  private final Topics topics = Embedded.topics(Embedded.uniquePrefix("balance"), 4);
  private final String bootstrap = Embedded.kafka().bootstrapServers();
  private final RecordSerdes serdes = new RecordSerdes(Map.of());
  private final List<Forewarm> clients = new ArrayList<>();
  private final ExecutorService readers = Executors.newFixedThreadPool(CLIENTS * THREADS_A_CLIENT);
  private final KafkaProducer<byte[], byte[]> producer =
      new KafkaProducer<>(
          Map.of("bootstrap.servers", bootstrap),
          new ByteArraySerializer(),
          new ByteArraySerializer());
  private final RedissonStore store =
      RedissonStore.connect(
          cluster(), topics.prefix(), CompressionConfig.DEFAULT, Duration.ofSeconds(2));
  private App app;

  private static Config cluster() {
    Config config = new Config();
    config.useClusterServers().setNodeAddresses(new ArrayList<>(Embedded.redisCluster().urls()));
    return config;
  }

  @BeforeEach
  void start() throws Exception {
    Path yaml =
        Files.writeString(
            folder.resolve("redis.yaml"),
            "clusterServersConfig:\n  nodeAddresses: [\""
                + String.join("\", \"", Embedded.redisCluster().urls())
                + "\"]\n");
    app =
        App.start(
            AppConfigSources.read(
                null,
                Map.of(),
                List.of(
                    "kafka.bootstrap.servers=" + bootstrap,
                    "redis.config-file=" + yaml,
                    "redis.prefix=" + topics.prefix(),
                    "topics.prefix=" + topics.prefix(),
                    "topics.partitions=" + topics.partitions(),
                    "http.port=0",
                    "streams.state-dir=" + folder.resolve("state"),
                    "balance.every=2s",
                    "balance.imbalance=1.25",
                    "balance.balanced=1.15")));
    assertThat(app.awaitReady(PATIENCE)).isTrue();
  }

  @AfterEach
  void stop() {
    readers.shutdownNow();
    clients.forEach(Forewarm::close);
    app.close();
    store.close();
    producer.close();
  }

  private Region<String, String> open() {
    Forewarm client =
        Forewarm.connect(
            ForewarmConfig.builder("shop")
                .redis(cluster())
                .redisPrefix(topics.prefix())
                .kafka(bootstrap)
                .topics(topics)
                .build());
    clients.add(client);
    return client.open(
        RegionConfig.builder("things", String.class, "{id}")
            .codec(Codec.utf8())
            .softTtl(Duration.ofMinutes(10))
            .hardTtl(Duration.ofMinutes(20))
            .loader(key -> "value of " + key)
            .build());
  }

  private void read(Region<String, String> things, SplittableRandom random) {
    while (!Thread.currentThread().isInterrupted()) {
      boolean hottest = random.nextDouble() < SHARE_OF_THE_HOTTEST;
      int rank = hottest ? 0 : (int) Math.pow(KEYS, random.nextDouble());
      String unused = things.get(Integer.toString(rank));
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void rule(@Nullable Rule rule) throws Exception {
    byte[] value = serdes.<Rule>serializer().serialize(topics.rules.name(), rule);
    producer.send(new ProducerRecord<>(topics.rules.name(), "things".getBytes(UTF_8), value)).get();
  }

  @Test
  void theReadsOfTheHottestKeyLeaveAllMastersAlike() throws Exception {
    rule(Rule.newBuilder().setTarget("things").setNear(false).setReplicas(false).build());
    for (int client = 0; client < CLIENTS; client++) {
      Region<String, String> things = open();
      for (int thread = 0; thread < THREADS_A_CLIENT; thread++) {
        SplittableRandom random = new SplittableRandom(31L * client + thread);
        readers.execute(() -> read(things, random));
      }
    }
    String home = String.valueOf(store.master(store.slot(HOTTEST, 0)));
    try (TopicTail<Insight> insights = TopicTail.of(topics.insights, Insight.class);
        TopicTail<HotKey> announced = TopicTail.of(topics.hotKeys, HotKey.class)) {
      Alert began = awaitImbalance(insights, true);
      assertThat(began.getNode()).isEqualTo(home);
      assertThat(began.getKeys()).first().isEqualTo(HOTTEST);
      assertThat(began.getSlots()).first().isEqualTo(store.slot(HOTTEST, 0));
      double before = measure().imbalance();

      rule(null);
      assertThat(awaitImbalance(insights, false).getNode()).isEqualTo(home);
      long mitigated = System.currentTimeMillis();
      Balance after = measure();
      List<HotKey> hot =
          await()
              .atMost(PATIENCE)
              .pollInSameThread()
              .until(
                  () -> hot(announced, mitigated),
                  keys -> keys.stream().anyMatch(key -> key.getKey().equals(HOTTEST)));
      double reads = hot.stream().mapToDouble(HotKey::getRatePerSecond).sum();
      double atRedis = hot.stream().mapToDouble(HotKey::getRedisReadsPerSecond).sum();
      System.out.printf(
          "max over mean %.3f before, %.3f after; %d of %d keys hot; %.1f %% of %.0f reads a second"
              + " of hot keys at Redis, %.0f reads a second at all masters%n",
          before, after.imbalance(), hot.size(), KEYS, 100 * atRedis / reads, reads, after.total());
      assertThat(before).isGreaterThan(1.2);
      assertThat(after.imbalance()).isLessThanOrEqualTo(1.2);
      assertThat(hot.size()).isLessThanOrEqualTo(KEYS / 50);
      assertThat(atRedis / reads).isLessThan(0.5);
    }
  }

  private static Alert awaitImbalance(TopicTail<Insight> insights, boolean firing) {
    return await()
        .atMost(PATIENCE)
        .pollInSameThread()
        .until(
            () ->
                insights.values().stream()
                    .map(Insight::getBody)
                    .filter(body -> body instanceof Alert)
                    .map(body -> (Alert) body)
                    .filter(alert -> alert.getName().equals("ShardImbalance"))
                    .filter(alert -> alert.getFiring() == firing)
                    .filter(alert -> !firing || !alert.getKeys().isEmpty())
                    .findFirst(),
            found -> found.isPresent())
        .orElseThrow();
  }

  /** Returns what the masters have answered over some time from now on. */
  private Balance measure() throws Exception {
    ReadRates rates = new ReadRates();
    assertThat(rates.take(store.masterReads().get(), System.nanoTime())).isEmpty();
    long until = System.nanoTime() + MEASURED.toNanos();
    await()
        .atMost(MEASURED.multipliedBy(2))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> System.nanoTime() - until >= 0);
    return rates.take(store.masterReads().get(), System.nanoTime()).orElseThrow();
  }

  /** Returns the last announcement of each hot key, if its window began after a moment. */
  private static List<HotKey> hot(TopicTail<HotKey> announced, long from) {
    Map<String, HotKey> last = new HashMap<>();
    for (ConsumerRecord<byte[], HotKey> record : announced.records()) {
      String key = new String(record.key(), UTF_8);
      HotKey value = record.value();
      if (value == null) {
        last.remove(key);
      } else if (record.timestamp() - value.getWindowMs() > from) {
        last.put(key, value);
      }
    }
    return List.copyOf(last.values());
  }
}
