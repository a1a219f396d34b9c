package io.forewarm.client.events;

import io.forewarm.schemas.Topic;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what may be dropped, counts what is dropped, and learns the brokers' time meanwhile. */
final class ReportProducer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReportProducer.class);

  private final Producer<String, SpecificRecord> producer;
  private final BrokerClock clock;
  private final EventMeters meters;
  private final LongSupplier nanos;
  private final Outage outage = new Outage(LOG, "Reports to Kafka");

  ReportProducer(
      Producer<String, SpecificRecord> producer,
      BrokerClock clock,
      EventMeters meters,
      LongSupplier nanos) {
    this.producer = producer;
    this.clock = clock;
    this.meters = meters;
    this.nanos = nanos;
  }

  /**
   * Asks for a topic's partitions. They need not come within the time that a report may wait: once
   * asked for, they are fetched behind it, and a broker that is away shows by the first report.
   */
  void prepare(Topic<?> topic) {
    try {
      producer.partitionsFor(topic.name());
    } catch (TimeoutException e) {
      LOG.debug("The partitions of {} are still being fetched", topic.name());
    } catch (RuntimeException e) {
      outage.failed(e);
    }
  }

  /**
   * Sends a record. False: it was dropped at once, and more would be.
   *
   * @param onDrop called once if the record is dropped, now or later
   */
  <V extends SpecificRecord> boolean send(
      Topic<V> topic, int partition, String key, V value, Runnable onDrop) {
    Delivery delivery = new Delivery(topic, onDrop, nanos.getAsLong());
    try {
      producer.send(new ProducerRecord<>(topic.name(), partition, key, value), delivery::ended);
    } catch (RuntimeException e) {
      delivery.ended(null, e);
    }
    return !delivery.refused;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
  }

  /** One record on its way. */
  private final class Delivery {
    private final Topic<?> topic;
    private final Runnable onDrop;
    private final long sentNanos;
    private final Thread sender = Thread.currentThread();
    private boolean refused;

    Delivery(Topic<?> topic, Runnable onDrop, long sentNanos) {
      this.topic = topic;
      this.onDrop = onDrop;
      this.sentNanos = sentNanos;
    }

    void ended(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
      if (failure == null && metadata != null) {
        meters.reportsSent().increment();
        outage.worked();
        learn(metadata);
        return;
      }
      // Refused while it was handed over: no metadata, or no room.
      if (Thread.currentThread() == sender && failure instanceof TimeoutException) {
        refused = true;
      }
      meters.reportsDropped().increment();
      onDrop.run();
      if (failure != null) {
        outage.failed(failure);
      }
    }

    private void learn(RecordMetadata metadata) {
      if (metadata.hasTimestamp()) {
        clock.learn(
            new TopicPartition(topic.name(), metadata.partition()),
            sentNanos,
            nanos.getAsLong(),
            metadata.timestamp());
      }
    }
  }
}
