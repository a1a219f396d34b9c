package io.forewarm.streams.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.forewarm.embedded.Embedded;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.topics.RawClients;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a real broker says of topics and their readers. */
@Tag("integration")
class FlowWatchTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Map<String, Object> kafka =
      Map.of("bootstrap.servers", Embedded.kafka().bootstrapServers());
  private final Topics topics = Embedded.topics(Embedded.uniquePrefix("flow"), 2);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final FlowBoard board = new FlowBoard();
  private final Admin admin = Admin.create(kafka);
  private final Producer<byte[], byte[]> producer =
      RawClients.producer(kafka, "test", Duration.ofSeconds(20));

  @AfterEach
  void close() {
    producer.close();
    admin.close();
  }

  private void append(int partition, int records) throws Exception {
    for (int i = 0; i < records; i++) {
      producer.send(new ProducerRecord<>(topics.writes.name(), partition, null, new byte[1])).get();
    }
  }

  private void commit(String group, long first, long second) throws Exception {
    String topic = topics.writes.name();
    admin
        .alterConsumerGroupOffsets(
            group,
            Map.of(
                new TopicPartition(topic, 0), new OffsetAndMetadata(first),
                new TopicPartition(topic, 1), new OffsetAndMetadata(second)))
        .all()
        .get();
  }

  private Optional<FlowMeters.Behind> reader() {
    return board.last().readers().stream().filter(it -> it.group().equals("workers")).findAny();
  }

  private double shown(String meter) {
    return registry.get(meter).tag("group", "workers").gauge().value();
  }

  @Test
  void readersThatAreGoneAreSeenAndThoseOfOthersAreNot() throws Exception {
    append(0, 5);
    append(1, 2);
    commit(topics.prefix() + "workers", 3, 1);
    commit("others-" + topics.prefix(), 0, 0);

    try (FlowWatch watch = FlowWatch.start(kafka, topics, new FlowMeters(registry), board)) {
      await().atMost(PATIENCE).until(() -> reader().isPresent());

      assertThat(watch).isNotNull();
      assertThat(board.last().topics())
          .hasSameSizeAs(topics.all())
          .contains(new FlowBoard.TopicFlow("writes", 7, 0));
      assertThat(board.last().readers())
          .extracting(FlowMeters.Behind::group, FlowMeters.Behind::topic)
          .containsExactly(tuple("workers", "writes"));
      assertThat(reader().orElseThrow().records()).isEqualTo(3);

      await().atMost(PATIENCE).until(() -> reader().orElseThrow().seconds() >= 5);
      assertThat(shown("forewarm.consumers.lag")).isGreaterThanOrEqualTo(5);
      assertThat(shown("forewarm.consumers.behind")).isEqualTo(3);

      append(1, 10);
      commit(topics.prefix() + "workers", 5, 12);
      await().atMost(PATIENCE).until(() -> reader().orElseThrow().records() == 0);
      assertThat(reader().orElseThrow().seconds()).isZero();
      assertThat(board.last().topics())
          .filteredOn(flow -> flow.topic().equals("writes"))
          .singleElement()
          .satisfies(flow -> assertThat(flow.records()).isEqualTo(17))
          .satisfies(flow -> assertThat(flow.perSecond()).isPositive());
    }
  }
}
