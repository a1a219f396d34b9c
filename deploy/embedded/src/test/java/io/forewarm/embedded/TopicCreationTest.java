package io.forewarm.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.forewarm.schemas.Topic;
import io.forewarm.schemas.TopicCreation;
import io.forewarm.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class TopicCreationTest {
  private static final short ONE_COPY = 1;

  private final String prefix = Embedded.uniquePrefix("creation");
  private Admin admin;

  @BeforeEach
  void connect() {
    admin = connect(Embedded.kafka());
  }

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void createsAllTopicsWithTheirSettings() throws Exception {
    Topics topics = new Topics(prefix, 3);
    List<String> names = topics.all().stream().map(Topic::name).toList();

    assertThat(TopicCreation.create(admin, topics, ONE_COPY)).isEqualTo(names);

    for (Topic<?> topic : topics.all()) {
      ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
      assertThat(admin.describeConfigs(List.of(resource)).all().get())
          .hasEntrySatisfying(
              resource,
              found ->
                  topic
                      .config()
                      .forEach(
                          (name, value) ->
                              assertThat(found.get(name))
                                  .extracting(ConfigEntry::value)
                                  .as(name)
                                  .isEqualTo(value)));
    }
  }

  @Test
  void repeatingItCreatesNothing() {
    Topics topics = new Topics(prefix, 2);
    TopicCreation.create(admin, topics, ONE_COPY);
    assertThat(TopicCreation.create(admin, topics, ONE_COPY)).isEmpty();
  }

  @Test
  void createsOnlyWhatIsMissing() throws Exception {
    Topics topics = new Topics(prefix, 2);
    createTopic(Embedded.kafka(), topics.access.name(), 2);
    assertThat(TopicCreation.create(admin, topics, ONE_COPY))
        .hasSize(topics.all().size() - 1)
        .doesNotContain(topics.access.name());
  }

  @Test
  void refusesAnotherPartitionCountAndSaysHowToMendIt() throws Exception {
    createTopic(Embedded.kafka(), prefix + "access", 6);
    createTopic(Embedded.kafka(), prefix + "rules", 2);

    assertThatThrownBy(() -> TopicCreation.create(admin, new Topics(prefix, 4), ONE_COPY))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(
            "topic %saccess exists with 6 partitions, 4 are configured: ".formatted(prefix))
        .hasMessageContaining("configure 6 partitions")
        .hasMessageContaining(
            "topic %srules exists with 2 partitions, 1 are configured: choose".formatted(prefix));

    assertThat(admin.listTopics().names().get())
        .contains(prefix + "access")
        .as("nothing is created beside a refused topic")
        .doesNotContain(prefix + "writes");
  }

  @Test
  void oneOfManyCreatorsCreatesEachTopic() {
    Topics topics = new Topics(prefix, 2);
    List<CompletableFuture<List<String>>> creators =
        IntStream.range(0, 4)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> TopicCreation.create(admin, topics, ONE_COPY)))
            .toList();
    Stream<String> created = creators.stream().flatMap(creator -> creator.join().stream());
    assertThat(created)
        .containsExactlyInAnyOrderElementsOf(topics.all().stream().map(Topic::name).toList());
  }

  static void createTopic(EmbeddedKafka kafka, String name, int partitions)
      throws ExecutionException, InterruptedException {
    try (Admin admin = connect(kafka)) {
      admin.createTopics(List.of(new NewTopic(name, partitions, ONE_COPY))).all().get();
      await("the broker shows what the controller has created")
          .until(() -> admin.listTopics().names().get().contains(name));
    }
  }

  private static Admin connect(EmbeddedKafka kafka) {
    return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }
}
