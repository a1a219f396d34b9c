package io.forewarm.client.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forewarm.client.events.BrokerClock;
import io.forewarm.embedded.Embedded;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.CommandOutcome;
import io.forewarm.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.GroupState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Commands of a real broker are executed once among the processes of a service that come and go.
 */
@Tag("integration")
class CommandWorkerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Topics topics = new Topics(Embedded.uniquePrefix("commands"), 2);
  private final Map<String, Object> kafka =
      Map.of(
          "bootstrap.servers",
          Embedded.kafka().bootstrapServers(),
          "auto.offset.reset",
          "earliest");

  private CommandConfig config(String client) {
    return new CommandConfig(kafka, topics, "shop", client);
  }

  private CommandWorker worker(String client, CommandHandler handler, List<CommandOutcome> told) {
    BrokerClock clock = new BrokerClock(System::nanoTime);
    return new CommandWorker(config(client), clock, handler, told::add, new SimpleMeterRegistry());
  }

  @Test
  void worksFromWhenTheTopicIsThereAndHandsOverWhenItCloses() throws Exception {
    List<CommandOutcome> told = new CopyOnWriteArrayList<>();
    ManualHandler first = new ManualHandler();
    CommandWorker worker = worker("shop-1", first, told);
    worker.start();
    worker.start();
    Embedded.topics(topics.prefix(), topics.partitions());
    try (TopicWriter writer = new TopicWriter()) {
      Set<String> keys = write(writer, 0, 4);
      await().atMost(PATIENCE).until(() -> new TreeSet<>(first.started()).equals(keys));
      for (int number = 0; number < 4; number++) {
        first.finish(number);
      }
      assertThat(told).hasSize(4);

      long began = System.nanoTime();
      worker.close();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(state()).isEqualTo(GroupState.EMPTY));

      Set<String> more = write(writer, 4, 8);
      ManualHandler second = new ManualHandler();
      try (CommandWorker successor = worker("shop-2", second, told)) {
        successor.start();
        await().atMost(PATIENCE).until(() -> second.started().size() >= 4);
        assertThat(new TreeSet<>(second.started()))
            .as("what the first has done was committed")
            .isEqualTo(more);
      }
    }
  }

  private GroupState state() throws Exception {
    String group = config("any").group();
    try (Admin admin = Admin.create(kafka)) {
      return admin.describeConsumerGroups(List.of(group)).all().get().get(group).groupState();
    }
  }

  private Set<String> write(TopicWriter writer, int from, int to) throws Exception {
    Set<String> keys = new TreeSet<>();
    for (int number = from; number < to; number++) {
      String key = "posts:" + number;
      keys.add(key);
      writer.write(
          topics.commands,
          CacheKey.partition(key, topics.partitions()),
          key,
          ManualHandler.command(key, Long.MAX_VALUE));
    }
    return keys;
  }
}
