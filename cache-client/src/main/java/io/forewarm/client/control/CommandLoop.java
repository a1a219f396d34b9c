package io.forewarm.client.control;

import io.forewarm.client.events.BrokerClock;
import io.forewarm.schemas.MaintenanceCommand;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes commands from one consumer, hands them to the runner, and commits what is done. For one
 * thread.
 */
final class CommandLoop implements ConsumerRebalanceListener, FollowerThread.Session {
  private static final Logger LOG = LoggerFactory.getLogger(CommandLoop.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration LAST_COMMIT = Duration.ofMillis(300);
  private static final long COMMIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Consumer<byte[], byte[]> consumer;
  private final Deserializer<MaintenanceCommand> reader;
  private final CommandRunner runner;
  private final BrokerClock clock;
  private final LongSupplier nanos;
  private final Counter skipped;
  private final CommandProgress progress = new CommandProgress();
  private long committedAt;

  CommandLoop(
      Consumer<byte[], byte[]> consumer,
      Deserializer<MaintenanceCommand> reader,
      CommandRunner runner,
      BrokerClock clock,
      LongSupplier nanos,
      Counter skipped) {
    this.consumer = consumer;
    this.reader = reader;
    this.runner = runner;
    this.clock = clock;
    this.nanos = nanos;
    this.skipped = skipped;
    this.committedAt = nanos.getAsLong();
  }

  void subscribe(String topic) {
    consumer.subscribe(List.of(topic), this);
  }

  /** Fetches commands and starts them, commits. */
  @Override
  public void turn() {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      take(record);
    }
    if (nanos.getAsLong() - committedAt >= COMMIT_NANOS) {
      committedAt = nanos.getAsLong();
      consumer.commitAsync(progress.take(), this::committed);
    }
  }

  private void committed(Map<TopicPartition, OffsetAndMetadata> offsets, Exception failure) {
    if (failure != null) {
      LOG.debug("Not committed; the commands may be executed again: {}", offsets, failure);
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (Records.isStamped(record)) {
      clock.heard(record.timestamp(), nanos.getAsLong());
    }
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    CommandProgress.Step step = progress.begin(partition, record.offset());
    MaintenanceCommand command;
    try {
      command = Records.required(reader.deserialize(record.topic(), record.value()));
    } catch (RuntimeException e) {
      skipped.increment();
      LOG.warn("Skipped a command at {} offset {}: {}", partition, record.offset(), e.toString());
      step.done();
      return;
    }
    runner.run(command, step);
  }

  /** Commits what is done, for the last time. */
  @Override
  public void finish() {
    Map<TopicPartition, OffsetAndMetadata> done = progress.take();
    try {
      commit(done);
    } catch (WakeupException e) {
      commit(done); // it was to stop waiting for commands, not to forget what is done
    }
  }

  private void commit(Map<TopicPartition, OffsetAndMetadata> done) {
    try {
      consumer.commitSync(done, LAST_COMMIT);
    } catch (WakeupException e) {
      throw e;
    } catch (KafkaException e) {
      LOG.debug("Not committed at last; the commands may be executed again: {}", done, e);
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    finish();
    onPartitionsLost(partitions);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    partitions.forEach(progress::forget);
  }
}
