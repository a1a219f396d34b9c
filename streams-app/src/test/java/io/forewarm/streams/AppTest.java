package io.forewarm.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.forewarm.client.codec.CompressionConfig;
import io.forewarm.client.redis.Envelope;
import io.forewarm.client.redis.RedissonStore;
import io.forewarm.embedded.Embedded;
import io.forewarm.embedded.EmbeddedRedis;
import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.Alert;
import io.forewarm.schemas.AlertLevel;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.Insight;
import io.forewarm.schemas.InvalidationBatch;
import io.forewarm.schemas.KeyAccess;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.RegionReads;
import io.forewarm.schemas.Topic;
import io.forewarm.schemas.Topics;
import io.forewarm.schemas.WriteEvent;
import io.forewarm.schemas.WriteOperation;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.config.Config;

@Tag("integration")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AppTest {
  private static final int PARTITIONS = 2;
  private static final String HOT = "posts:hot";

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper mapper = new ObjectMapper();
  private final Topics topics = new Topics(Embedded.uniquePrefix("app"), PARTITIONS);
  private final EmbeddedRedis redis = EmbeddedRedis.start();
  private final KafkaProducer<byte[], byte[]> producer =
      new KafkaProducer<>(
          Map.of(
              ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
              Embedded.kafka().bootstrapServers(),
              ProducerConfig.LINGER_MS_CONFIG,
              0),
          new ByteArraySerializer(),
          new ByteArraySerializer());
  private final RecordSerdes serdes = new RecordSerdes(Map.of());
  private App app;

  @BeforeAll
  void start(@TempDir Path state) throws Exception {
    app =
        App.start(
            AppConfigSources.read(
                null,
                Map.of(),
                List.of(
                    "kafka.bootstrap.servers=" + Embedded.kafka().bootstrapServers(),
                    "redis.url=" + redis.url(),
                    "redis.timeout=500ms",
                    "topics.prefix=" + topics.prefix(),
                    "topics.partitions=" + PARTITIONS,
                    "http.port=0",
                    "streams.state-dir=" + state)));
    assertThat(app.awaitReady(Duration.ofMinutes(2))).isTrue();
  }

  @AfterAll
  void stop() {
    app.close();
    producer.close();
    redis.close();
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInSameThread();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(app.url() + path)).build(),
        HttpResponse.BodyHandlers.ofString(UTF_8));
  }

  private JsonNode json(String path) throws Exception {
    return mapper.readTree(get(path).body());
  }

  private <V extends SpecificRecord> void publish(
      Topic<V> topic, int partition, String key, V value) throws Exception {
    byte[] bytes = serdes.<V>serializer().serialize(topic.name(), value);
    producer.send(new ProducerRecord<>(topic.name(), partition, key.getBytes(UTF_8), bytes)).get();
  }

  private void report(int reads) throws Exception {
    int partition = CacheKey.partition(HOT, PARTITIONS);
    AccessReport report =
        AccessReport.newBuilder()
            .setClient("client-1")
            .setService("web")
            .setIntervalMs(100)
            .setRegions(
                List.of(RegionReads.newBuilder().setRegion("posts").setReads(reads).build()))
            .setKeys(
                List.of(
                    KeyAccess.newBuilder()
                        .setKey(HOT)
                        .setReads(reads)
                        .setRedisHits(reads - 1L)
                        .setMisses(1)
                        .setLoads(1)
                        .setLoadMicros(5000)
                        .build()))
            .build();
    publish(topics.access, partition, Integer.toString(partition), report);
  }

  /** Keeps the pipeline's time moving, as clients do, until something is seen. */
  private void reportUntil(Callable<Boolean> seen) {
    await()
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              report(40);
              return seen.call();
            });
  }

  @Test
  void whatClientsReadOftenBecomesAHotKeyAndItsRegionIsSummed() throws Exception {
    reportUntil(() -> json("/api/hot-keys").findValuesAsText("cacheKey").contains(HOT));
    JsonNode key = json("/api/hot-keys").get(0);
    assertThat(key.get("region").asText()).isEqualTo("posts");
    assertThat(key.get("ratePerSecond").asDouble()).isPositive();
    assertThat(key.get("sources").get(0).asText()).isEqualTo("web");

    reportUntil(() -> alert("HotKeyDetected", HOT).has("since"));
    assertThat(alert("HotKeyDetected", HOT).path("text").asText()).contains("is hot by READS");

    reportUntil(() -> json("/api/regions").findValuesAsText("region").contains("posts"));
    JsonNode region = json("/api/regions").get(0);
    assertThat(region.get("hitRatio").asDouble()).isBetween(0.5, 1.0);
    assertThat(region.get("meanLoadMs").asDouble()).isEqualTo(5.0);
    assertThat(region.get("series")).isNotEmpty();
  }

  private JsonNode alert(String name, String subject) throws Exception {
    for (JsonNode alert : json("/api/alerts")) {
      if (alert.path("name").asText().equals(name)
          && alert.path("subject").asText().equals(subject)) {
        return alert;
      }
    }
    return mapper.createObjectNode();
  }

  private void stale(boolean firing) throws Exception {
    Alert alert =
        Alert.newBuilder()
            .setName("consistency")
            .setLevel(AlertLevel.CRITICAL)
            .setFiring(firing)
            .setText("invalidate it")
            .build();
    publish(topics.insights, 0, "users", new Insight("users", 1_800_000_000_000L, alert));
  }

  @Test
  void anAlertIsShownUntilItEnds() throws Exception {
    stale(true);
    await().until(() -> alert("consistency", "users").has("since"));
    JsonNode alert = alert("consistency", "users");
    assertThat(alert.path("since").asLong()).isEqualTo(1_800_000_000_000L);
    assertThat(alert.path("level").asText()).isEqualTo("CRITICAL");
    assertThat(alert.path("text").asText()).isEqualTo("invalidate it");
    stale(false);
    await().until(() -> alert("consistency", "users").isEmpty());
  }

  @Test
  void aWriteMakesItsKeyVoidAndIsTold() throws Exception {
    Config config = new Config();
    config.useSingleServer().setAddress(redis.url());
    try (RedissonStore store =
            RedissonStore.connect(config, "fw:", CompressionConfig.DEFAULT, Duration.ofSeconds(2));
        TopicTail<InvalidationBatch> log =
            TopicTail.of(topics.invalidations, InvalidationBatch.class)) {
      WriteEvent write =
          WriteEvent.newBuilder()
              .setId(UUID.randomUUID().toString())
              .setOperation(WriteOperation.WRITE)
              .setKeys(List.of("posts:7"))
              .build();
      publish(topics.writes, CacheKey.partition("posts:7", PARTITIONS), "posts:7", write);
      long hash = CacheKey.hash("posts:7");
      await().until(() -> log.values().stream().anyMatch(b -> b.getHashes().contains(hash)));
      Envelope stored = store.read("posts:7").get();
      assertThat(stored).isNotNull();
      assertThat(stored.state()).isEqualTo(Envelope.State.TOMBSTONE);
      JsonNode inspection = json("/api/inspect?key=posts:7&since=5m");
      assertThat(inspection.path("verdict").asText())
          .startsWith("Void since")
          .contains(write.getId())
          .endsWith("nobody has loaded it since.");
      assertThat(inspection.path("timeline").findValuesAsText("source"))
          .containsExactly("writes", "invalidations", "redis");
    }
  }

  @Test
  void whatIsNoKeyIsNotInspected() throws Exception {
    assertThat(get("/api/inspect").statusCode()).isEqualTo(400);
    assertThat(get("/api/inspect?key=posts:7&since=soon").body())
        .contains("'soon' is no duration: write 200ms, 10s, 5m, 1h or 7d");
  }

  @Test
  void readinessFollowsRedis() throws Exception {
    await().until(() -> get("/health/ready").statusCode() == 200);
    redis.stop();
    try {
      await().until(() -> get("/health/ready").statusCode() == 503);
      JsonNode health = json("/health/ready");
      assertThat(health.get("status").asText()).isEqualTo("down");
      assertThat(health.at("/checks/redis/ok").asBoolean()).isFalse();
      assertThat(health.at("/checks/streams/ok").asBoolean()).isTrue();
      assertThat(get("/health/live").statusCode()).isEqualTo(200);
    } finally {
      redis.restart();
    }
    await().until(() -> get("/health/ready").statusCode() == 200);
    assertThat(json("/health/ready").at("/checks/invalidation/detail").asText())
        .isEqualTo("MEMBER, partitions [0, 1]");
  }

  @Test
  void metricsHaveNamesAndWords() throws Exception {
    await().until(() -> get("/metrics").body().contains("forewarm_invalidation_lag_seconds_count"));
    String metrics = get("/metrics").body();
    assertThat(metrics)
        .contains("forewarm_invalidation_watermark_age_seconds")
        .contains("kafka_stream_")
        .contains("jvm_memory_used_bytes");
    Matcher types = Pattern.compile("^# TYPE (\\S+)", Pattern.MULTILINE).matcher(metrics);
    int described = 0;
    while (types.find()) {
      assertThat(metrics).contains("# HELP " + types.group(1) + " ");
      described++;
    }
    assertThat(described).isGreaterThan(50);
  }

  @Test
  void thePageIsServedUnderAStrictPolicy() throws Exception {
    for (String path : List.of("/", "/console.js", "/console.css")) {
      HttpResponse<String> page = get(path);
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("default-src 'none'")
          .doesNotContain("unsafe");
      assertThat(page.body()).doesNotContain("style=\"").doesNotContain("onclick");
    }
    assertThat(get("/").body())
        .contains("fw-status", "#/hot-keys", "#/recommendations")
        .doesNotContain("<script>");
    assertThat(get("/nothing").statusCode()).isEqualTo(404);
  }
}
