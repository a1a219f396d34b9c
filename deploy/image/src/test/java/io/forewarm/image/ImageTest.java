package io.forewarm.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.Forewarm;
import io.forewarm.client.ForewarmConfig;
import io.forewarm.client.Region;
import io.forewarm.client.RegionConfig;
import io.forewarm.client.codec.Codec;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.WriteEvent;
import io.forewarm.schemas.WriteOperation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The image as a container: not root, on a root that cannot be written, without any capability,
 * beside Kafka and Redis in containers of their own.
 */
@Tag("integration")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ImageTest {
  private static final int KEYS = 2_000;

  private static Containers containers;

  @BeforeEach
  void start() {
    if (containers == null) {
      containers = new Containers();
    }
  }

  @AfterAll
  static void stop() {
    if (containers != null) {
      containers.close();
    }
  }

  @Test
  @Order(1)
  void itRunsWithoutRights() throws Exception {
    assertThat(containers.app.execInContainer("id", "-u").getStdout().strip()).isEqualTo("10001");
    assertThat(containers.app.execInContainer("touch", "/app/x").getStderr())
        .contains("Read-only file system");
    assertThat(containers.app.execInContainer("cat", "/proc/1/status").getStdout())
        .containsPattern("CapEff:\\s+0000000000000000")
        .containsPattern("NoNewPrivs:\\s+1");
    assertThat(containers.app.execInContainer("head", "-c", "50", "/app/sbom.cdx.json").getStdout())
        .contains("bomFormat");
    assertThat(containers.get("/health/ready").statusCode()).isEqualTo(200);
    assertThat(containers.get("/metrics").body()).contains("forewarm_invalidation");
  }

  @Test
  @Order(2)
  void aWriteTakesEffectAndKeysGetHot() throws Exception {
    AtomicInteger origin = new AtomicInteger(1);
    try (Forewarm forewarm = connect();
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", containers.kafka()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      Region<Long, String> posts =
          forewarm.open(
              RegionConfig.builder("posts", Long.class, "post:{id}")
                  .codec(Codec.utf8())
                  .softTtl(Duration.ofMinutes(5))
                  .hardTtl(Duration.ofMinutes(10))
                  .loader(id -> "version " + origin.get())
                  .build());
      assertThat(posts.get(7L)).isEqualTo("version 1");
      origin.set(2);
      write(producer, "posts:post:7");
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(posts.get(7L)).isEqualTo("version 2"));
      for (long key = 0; key < KEYS; key++) {
        posts.get(key);
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(10))
          .until(
              () -> {
                posts.get(7L);
                return containers.get("/api/hot-keys").body().contains("posts:post:7");
              });
    }
  }

  @Test
  @Order(3)
  void itIsBackWithItsStateSoonAfterAStop() throws Exception {
    var docker = containers.app.getDockerClient();
    String id = containers.app.getContainerId();
    docker.stopContainerCmd(id).withTimeout(30).exec();
    assertThat(docker.inspectContainerCmd(id).exec().getState().getExitCodeLong())
        .as("ended in order by SIGTERM")
        .isEqualTo(143);
    long begun = System.nanoTime();
    docker.startContainerCmd(id).exec();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> containers.app.getLogs().lines().filter(this::ready).count() == 2);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    System.out.printf("start of the container to READY with its state: %d ms%n", took.toMillis());
    assertThat(took).isLessThan(Duration.ofSeconds(30));
  }

  private boolean ready(String line) {
    return line.startsWith("READY");
  }

  private static Forewarm connect() {
    return Forewarm.connect(
        ForewarmConfig.builder("image-test")
            .redis(containers.redis())
            .kafka(containers.kafka())
            .build());
  }

  private static void write(KafkaProducer<byte[], byte[]> producer, String key) throws Exception {
    WriteEvent write =
        WriteEvent.newBuilder()
            .setId(UUID.randomUUID().toString())
            .setOperation(WriteOperation.WRITE)
            .setKeys(List.of(key))
            .build();
    String topic = containers.topics.writes.name();
    byte[] value = new RecordSerdes(Map.of()).serializer().serialize(topic, write);
    int partition = CacheKey.partition(key, containers.topics.partitions());
    producer.send(new ProducerRecord<>(topic, partition, key.getBytes(UTF_8), value)).get();
  }
}
