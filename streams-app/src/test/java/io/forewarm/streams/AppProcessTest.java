package io.forewarm.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.embedded.Embedded;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.InvalidationBatch;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import io.forewarm.schemas.WriteEvent;
import io.forewarm.schemas.WriteOperation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The app as a process of its own: killed, followed by another, ended in order. */
@Tag("integration")
class AppProcessTest {
  private static final int PARTITIONS = 2;

  @TempDir private Path folder;
  private final Topics topics = new Topics(Embedded.uniquePrefix("process"), PARTITIONS);

  private void write(KafkaProducer<byte[], byte[]> producer, String key) throws Exception {
    WriteEvent write =
        WriteEvent.newBuilder()
            .setId(UUID.randomUUID().toString())
            .setOperation(WriteOperation.WRITE)
            .setKeys(List.of(key))
            .build();
    byte[] value = new RecordSerdes(Map.of()).serializer().serialize(topics.writes.name(), write);
    int partition = CacheKey.partition(key, PARTITIONS);
    producer
        .send(new ProducerRecord<>(topics.writes.name(), partition, key.getBytes(UTF_8), value))
        .get();
  }

  private static void awaitTold(TopicTail<InvalidationBatch> log, String key) {
    long hash = CacheKey.hash(key);
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .pollInSameThread()
        .until(() -> log.values().stream().anyMatch(batch -> batch.getHashes().contains(hash)));
  }

  @Test
  void anotherGoesOnWhereAKilledOneStopped() throws Exception {
    try (AppProcess first = AppProcess.start(topics, folder, "first");
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", Embedded.kafka().bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      assertThat(first.awaitReady())
          .matches("READY http=http://127\\.0\\.0\\.1:\\d+ pid=" + first.pid());
      try (TopicTail<InvalidationBatch> log =
          TopicTail.of(topics.invalidations, InvalidationBatch.class)) {
        write(producer, "posts:1");
        awaitTold(log, "posts:1");
        first.kill();
        write(producer, "posts:2");
        write(producer, "posts:3");
        try (AppProcess second = AppProcess.start(topics, folder, "second")) {
          awaitTold(log, "posts:2");
          awaitTold(log, "posts:3");
          second.awaitReady();
          assertThat(second.stop()).isEqualTo(143);
        }
      }
    }
  }
}
