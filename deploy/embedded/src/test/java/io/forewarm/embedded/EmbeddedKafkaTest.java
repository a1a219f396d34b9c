package io.forewarm.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.schemas.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class EmbeddedKafkaTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Test
  void keepsRecordsOverARestartOnTheSameAddress(@TempDir Path dir) throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.builder().dir(dir).start()) {
      String address = kafka.bootstrapServers();
      TopicPartition partition = new TopicPartition("greetings", 0);
      TopicCreationTest.createTopic(kafka, "greetings", 1);
      send(address, partition, "before");

      kafka.stop();
      kafka.restart();

      assertThat(kafka.bootstrapServers()).isEqualTo(address);
      send(address, partition, "after");
      assertThat(read(address, partition, 2)).containsExactly("before", "after");
    }
    assertThat(dir).as("a folder that was given stays").isNotEmptyDirectory();
  }

  @Test
  void deletesAFolderOfItsOwn() throws Exception {
    EmbeddedKafka kafka = EmbeddedKafka.builder().build();
    Path dir = kafka.dir();
    assertThat(Files.exists(dir.resolve("meta.properties"))).isTrue();
    kafka.close();
    assertThat(dir).doesNotExist();
  }

  @Test
  void sharedTopicsTakeRecordsAtOnce() throws Exception {
    Topics topics = Embedded.topics(Embedded.uniquePrefix("shared"), 3);
    String address = Embedded.kafka().bootstrapServers();
    for (int partition = 0; partition < 3; partition++) {
      TopicPartition access = new TopicPartition(topics.access.name(), partition);
      send(address, access, "report " + partition);
      assertThat(read(address, access, 1)).containsExactly("report " + partition);
    }
  }

  private static void send(String address, TopicPartition to, String value) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", address), new StringSerializer(), new StringSerializer())) {
      producer
          .send(new ProducerRecord<>(to.topic(), to.partition(), "key", value))
          .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private static List<String> read(String address, TopicPartition from, int count) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", address, "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(from));
      List<String> values = new ArrayList<>();
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (values.size() < count && System.nanoTime() < deadline) {
        ConsumerRecords<String, String> records = consumer.poll(Duration.ofMillis(100));
        records.forEach(record -> values.add(record.value()));
      }
      return values;
    }
  }
}
