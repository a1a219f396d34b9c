package io.forewarm.client.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Nothing is committed before all that came before it is done. */
class CommandProgressTest {
  private static final TopicPartition PARTITION = new TopicPartition("commands", 0);
  private final CommandProgress progress = new CommandProgress();

  @Test
  void aCommandHoldsBackThoseAfterIt() {
    CommandProgress.Step first = progress.begin(PARTITION, 10);
    CommandProgress.Step second = progress.begin(PARTITION, 11);
    CommandProgress.Step third = progress.begin(PARTITION, 14);
    second.done();
    third.done();
    assertThat(progress.take()).isEmpty();
    first.done();
    assertThat(progress.take()).isEqualTo(Map.of(PARTITION, new OffsetAndMetadata(15)));
    assertThat(progress.take()).as("taken once").isEmpty();
  }

  @Test
  void whatIsAnothersIsNotCommitted() {
    CommandProgress.Step step = progress.begin(PARTITION, 10);
    progress.forget(PARTITION);
    step.done();
    assertThat(progress.take()).isEmpty();
  }
}
