package io.forewarm.client.control;

import static io.forewarm.client.control.ManualHandler.command;
import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.events.BrokerClock;
import io.forewarm.client.events.ManualClock;
import io.forewarm.schemas.CommandOutcome;
import io.forewarm.schemas.CommandResult;
import io.forewarm.schemas.MaintenanceCommand;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands are handed on as they come, and committed when they are done. */
class CommandLoopTest {
  private static final long BROKER_NOW = 1_800_000_000_000L;

  private final Topics topics = new Topics("t.", 2);
  private final TopicPartition first = new TopicPartition("t.commands", 0);
  private final TopicPartition second = new TopicPartition("t.commands", 1);
  private final ManualClock nanos = new ManualClock();
  private final BrokerClock clock = new BrokerClock(nanos);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ManualHandler handler = new ManualHandler();
  private final List<CommandOutcome> outcomes = new ArrayList<>();
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final CommandLoop loop =
      new CommandLoop(
          consumer,
          new RecordSerdes(Map.of()).deserializer(MaintenanceCommand.class),
          new CommandRunner(
              new CommandConfig(Map.of(), topics, "shop", "shop-1"),
              clock,
              handler,
              outcomes::add,
              meters),
          clock,
          nanos,
          meters.counter("skipped"));
  private long offset;

  @BeforeEach
  void assign() {
    loop.subscribe("t.commands");
    consumer.rebalance(List.of(first, second));
    consumer.updateBeginningOffsets(Map.of(first, 0L, second, 0L));
  }

  private void append(MaintenanceCommand command) {
    append(new RecordSerdes(Map.of()).<MaintenanceCommand>serializer().serialize("", command));
  }

  private void append(byte[] value) {
    consumer.addRecord(
        new ConsumerRecord<>(
            "t.commands",
            0,
            offset++,
            BROKER_NOW,
            TimestampType.LOG_APPEND_TIME,
            0,
            0,
            new byte[0],
            value,
            new RecordHeaders(),
            Optional.empty()));
  }

  private void turns(int number) throws InterruptedException {
    for (int turn = 0; turn < number; turn++) {
      loop.turn();
    }
  }

  private long committed() {
    OffsetAndMetadata committed = consumer.committed(Set.of(first)).get(first);
    return committed == null ? -1 : committed.offset();
  }

  @Test
  void commandsThatWaitHoldBackNobody() throws Exception {
    for (int key = 0; key < 5; key++) {
      append(command("posts:" + key, BROKER_NOW + 1_000));
    }
    turns(1);
    assertThat(handler.started()).hasSize(5);
    append(command("posts:5", BROKER_NOW + 1_000));
    turns(1);
    assertThat(handler.started()).hasSize(6);
    assertThat(consumer.paused()).isEmpty();
    handler.finish(5);
    assertThat(outcomes).singleElement().extracting(CommandOutcome::getKey).isEqualTo("posts:5");
  }

  @Test
  void aCommandThatWaitsIsNoLongerWantedWhenItsDeadlinePasses() throws Exception {
    clock.heard(BROKER_NOW, nanos.getAsLong());
    append(command("posts:0", BROKER_NOW + 1_000));
    turns(1);
    assertThat(handler.wanted(0)).isTrue();
    clock.heard(BROKER_NOW + 1_001, nanos.getAsLong());
    assertThat(handler.wanted(0)).isFalse();
  }

  @Test
  void commitsWhatIsDoneAndNothingAfterWhatIsNot() throws Exception {
    append(command("posts:0", BROKER_NOW + 1_000));
    append(command("posts:1", BROKER_NOW + 1_000));
    turns(2);
    handler.finish(1);
    nanos.advanceMillis(1_000);
    turns(1);
    assertThat(committed()).isEqualTo(-1);
    handler.finish(0);
    nanos.advanceMillis(1_000);
    turns(1);
    assertThat(committed()).isEqualTo(2);
  }

  @Test
  void aCommandWhoseDeadlineHasPassedIsSkipped() throws Exception {
    clock.heard(BROKER_NOW + 5_000, nanos.getAsLong());
    append(command("posts:late", BROKER_NOW + 4_000));
    append(command("posts:early", BROKER_NOW + 6_000));
    turns(2);
    assertThat(handler.started()).containsExactly("posts:early");
    assertThat(outcomes)
        .singleElement()
        .satisfies(
            outcome -> {
              assertThat(outcome.getKey()).isEqualTo("posts:late");
              assertThat(outcome.getResult()).isEqualTo(CommandResult.SKIPPED);
              assertThat(outcome.getCause()).contains("deadline");
              assertThat(outcome.getWorker()).isEqualTo("shop-1");
            });
  }

  @Test
  void aKeyOfAnotherServiceIsIgnored() throws Exception {
    append(command("users:1", BROKER_NOW + 1_000));
    turns(2);
    loop.finish();
    assertThat(handler.started()).isEmpty();
    assertThat(outcomes).isEmpty();
    assertThat(committed()).isEqualTo(1);
  }

  @Test
  void whatCannotBeReadIsSkippedAndCounted() throws Exception {
    append(new byte[] {1, 2, 3});
    append(command("posts:1", BROKER_NOW + 1_000));
    turns(2);
    assertThat(handler.started()).containsExactly("posts:1");
    assertThat(meters.get("skipped").counter().count()).isEqualTo(1);
  }

  @Test
  void aHandlerThatThrowsIsAFailure() throws Exception {
    append(command("posts:refused", BROKER_NOW + 1_000));
    turns(2);
    loop.finish();
    assertThat(outcomes)
        .singleElement()
        .satisfies(
            outcome -> {
              assertThat(outcome.getResult()).isEqualTo(CommandResult.FAILED);
              assertThat(outcome.getCause()).contains("refused");
            });
    assertThat(committed()).isEqualTo(1);
  }

  @Test
  void aPartitionThatMovesOnIsCommittedAndWhatWaitsIsAnotherWorkers() throws Exception {
    for (int key = 0; key < 4; key++) {
      append(command("posts:" + key, BROKER_NOW + 1_000));
    }
    turns(2);
    handler.finish(0);
    loop.onPartitionsRevoked(List.of(first, second));
    assertThat(committed()).isEqualTo(1);
    assertThat(handler.wanted(1)).isFalse();
    handler.finish(1, CommandResult.SKIPPED);
    handler.finish(2);
    assertThat(outcomes)
        .as("what was skipped is told by the other worker")
        .extracting(CommandOutcome::getKey)
        .containsExactly("posts:0", "posts:2");
  }
}
