package io.forewarm.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
  private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, 6);

  static List<Topic<?>> all() {
    return TOPICS.all();
  }

  /** Names, partitions and retention are the contract with every service: hours, or compacted. */
  @ParameterizedTest
  @CsvSource({
    "access, 6, 1",
    "visits, 6, 24",
    "writes, 6, 24",
    "invalidations, 6, 6",
    "hot-keys, 6, compacted",
    "tags, 1, compacted",
    "rules, 1, compacted",
    "predictions, 6, 1",
    "commands, 6, 1",
    "outcomes, 6, 1",
    "insights, 6, 168",
    "trends, 6, compacted",
    "dismissals, 1, compacted",
    "dead-letters, 6, 168",
  })
  void isAsDesigned(String name, int partitions, String hours) {
    Topic<?> topic =
        TOPICS.all().stream()
            .filter(each -> each.name().equals("forewarm." + name))
            .findAny()
            .orElseThrow();
    assertThat(topic.partitions()).isEqualTo(partitions);
    assertThat(topic.compacted()).isEqualTo(hours.equals("compacted"));
    if (!topic.compacted()) {
      assertThat(topic.kept()).isEqualTo(Duration.ofHours(Long.parseLong(hours)));
    }
  }

  @Test
  void thereAreFourteenWithNamesOfTheirOwn() {
    assertThat(TOPICS.all()).extracting(Topic::name).hasSize(14).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("all")
  void itsConfigKeepsWhatItPromises(Topic<?> topic) {
    Map<String, String> config = topic.config();
    assertThat(config)
        .containsEntry("message.timestamp.type", "LogAppendTime")
        .containsEntry("max.message.bytes", Integer.toString(topic.maxBytes()));
    Duration kept = topic.kept();
    if (kept == null) {
      assertThat(config)
          .containsEntry("cleanup.policy", "compact")
          .doesNotContainKey("retention.ms");
    } else {
      assertThat(config)
          .containsEntry("cleanup.policy", "delete")
          .containsEntry("retention.ms", Long.toString(kept.toMillis()))
          .containsEntry("segment.ms", Long.toString(kept.toMillis() / 4));
    }
  }

  @Test
  void aDeadLetterHasRoomForTheLargestRecord() {
    assertThat(TOPICS.all())
        .filteredOn(topic -> !topic.equals(TOPICS.deadLetters))
        .allSatisfy(
            topic -> assertThat(topic.maxBytes()).isLessThan(TOPICS.deadLetters.maxBytes()));
  }

  @Test
  void theOrderToCreateItSaysAll() {
    NewTopic order = TOPICS.access.toNewTopic((short) 3);
    assertThat(order.name()).isEqualTo("forewarm.access");
    assertThat(order.numPartitions()).isEqualTo(6);
    assertThat(order.replicationFactor()).isEqualTo((short) 3);
    assertThat(order.configs()).isEqualTo(TOPICS.access.config());
  }

  @Test
  void aPrefixMayBeEmpty() {
    assertThat(new Topics("", 1).access.name()).isEqualTo("access");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a/", "ä", "a\n", "a:"})
  void aPrefixThatNoBrokerTakesIsRefused(String prefix) {
    assertThatThrownBy(() -> new Topics(prefix, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("topics.prefix")
        .hasMessageContaining(prefix);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void noPartitionsAreRefused(int partitions) {
    assertThatThrownBy(() -> new Topics("a.", partitions))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("partitions")
        .hasMessageContaining(Integer.toString(partitions));
  }
}
