package io.forewarm.benchmarks.invalidation;

import io.forewarm.client.events.BrokerClock;
import io.forewarm.client.events.EventConfig;
import io.forewarm.client.events.KafkaEventSink;
import io.forewarm.local.stack.StackAddresses;
import io.forewarm.schemas.Topics;
import io.forewarm.schemas.WriteEvent;
import io.forewarm.schemas.WriteOperation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** A service that tells of its writes by the log alone. */
public final class WritePublisher implements AutoCloseable {
  /** One publisher stands for many: sending each write by itself would keep the broker busy. */
  private static final int LINGER_MILLIS = 5;

  private final KafkaEventSink sink;

  /** Connects to a running stack. */
  public WritePublisher(StackAddresses stack, Topics topics) {
    EventConfig config =
        new EventConfig(
            Map.of("bootstrap.servers", stack.kafka(), "linger.ms", LINGER_MILLIS),
            topics,
            "bench",
            "writer",
            Duration.ofSeconds(2),
            null);
    this.sink =
        new KafkaEventSink(
            config,
            new BrokerClock(System::nanoTime),
            System::currentTimeMillis,
            new SimpleMeterRegistry());
  }

  /** Publishes a write; the future has the broker's time of its append, ms since 1970. */
  public CompletableFuture<Long> publish(UnaryOperator<WriteEvent.Builder> what) {
    WriteEvent.Builder write =
        WriteEvent.newBuilder()
            .setId(UUID.randomUUID().toString())
            .setOperation(WriteOperation.WRITE);
    return sink.publish(what.apply(write).build());
  }

  @Override
  public void close() {
    sink.close();
  }
}
