package io.forewarm.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.forewarm.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsSettingsTest {
  private static final Topics TOPICS = new Topics("t.", 4);

  private static Properties of(Map<String, ?> kafka) {
    return StreamsSettings.local(TOPICS, kafka, Path.of("state")).toProperties();
  }

  @Test
  void usersMayChangeWhatIsNotNeeded() {
    Properties properties =
        of(
            Map.of(
                "bootstrap.servers", "b:1",
                "producer.linger.ms", 50,
                "processing.guarantee", "exactly_once_v2",
                "producer.acks", "1",
                "value.deserializer", "any.Class"));
    assertThat(properties)
        .containsEntry("producer.linger.ms", 50)
        .containsEntry("processing.guarantee", "at_least_once")
        .containsEntry("producer.acks", "all")
        .containsEntry("application.id", "t.app")
        .containsEntry("errors.dead.letter.queue.topic.name", "t.dead-letters")
        .doesNotContainKey("value.deserializer");
    assertThat(new StreamsConfig(properties).getString("group.protocol")).isEqualTo("classic");
  }

  @Test
  void instancesWithANameAreStaticMembers() {
    StreamsSettings named =
        new StreamsSettings(
            TOPICS, Map.of(), Path.of("state"), "app-0", 1, 1, Duration.ofSeconds(1));
    assertThat(named.toProperties())
        .containsEntry("main.consumer.group.instance.id", "app-0")
        .containsEntry("num.standby.replicas", 1);
    assertThat(of(Map.of())).doesNotContainKey("main.consumer.group.instance.id");
  }

  @Test
  void aDeadInstanceIsNoticedAsSoonAsBrokersAllowUnlessTheUserSaysOtherwise() {
    assertThat(of(Map.of()))
        .containsEntry("session.timeout.ms", 6000)
        .containsEntry("heartbeat.interval.ms", 250);
    assertThat(of(Map.of("session.timeout.ms", 30_000)))
        .containsEntry("session.timeout.ms", 30_000);
  }

  @Test
  void refusesWhatCannotRun() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new StreamsSettings(
                    TOPICS, Map.of(), Path.of("s"), null, 0, 0, Duration.ofSeconds(1)))
        .withMessageContaining("streams.threads");
  }
}
