package io.forewarm.local.check;

import io.forewarm.schemas.Alert;
import io.forewarm.schemas.AlertLevel;
import io.forewarm.schemas.Insight;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells in {@code insights} that values of a region are stale, and that they no longer are. */
public final class AlertLog implements CheckListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AlertLog.class);
  private static final String NAME = "consistency";
  private static final Duration FLUSH = Duration.ofSeconds(5);

  private final String topic;
  private final Serializer<Insight> writer;
  private final Producer<byte[], byte[]> producer;
  private final Clock clock = Clock.systemUTC();

  /** Connects; nobody waits for the brokers. */
  public AlertLog(Map<String, ?> kafka, Topics topics) {
    topic = topics.insights.name();
    writer = new RecordSerdes(kafka).serializer();
    Map<String, Object> config = new LinkedHashMap<>(kafka);
    config.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
    producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public void began(Offender offender, boolean firstOfRegion) {
    if (firstOfRegion) {
      send(
          OffenderBook.region(offender),
          true,
          "%s serves a value of %s from before write %s, which has taken effect: invalidate it, and see 'forewarm inspect %s' for why"
              .formatted(offender.place(), offender.key(), offender.write().id(), offender.key()));
    }
  }

  @Override
  public void ended(Offender offender, boolean lastOfRegion) {
    if (lastOfRegion) {
      send(
          OffenderBook.region(offender),
          false,
          "no stale value is left; the last was that of " + offender.key());
    }
  }

  /** Ends the alerts of regions of which nobody will look again whether they still hold. */
  public void leave(Iterable<String> regions) {
    regions.forEach(
        region ->
            send(region, false, "the check has ended while values were stale: see its report"));
  }

  private void send(String region, boolean firing, String text) {
    Alert alert =
        Alert.newBuilder()
            .setName(NAME)
            .setLevel(AlertLevel.CRITICAL)
            .setFiring(firing)
            .setText(text)
            .build();
    Insight insight =
        Insight.newBuilder().setRegion(region).setAt(clock.millis()).setBody(alert).build();
    var unused =
        producer.send(
            new ProducerRecord<>(
                topic, region.getBytes(StandardCharsets.UTF_8), writer.serialize(topic, insight)),
            (metadata, failure) -> {
              if (failure != null) {
                LOG.warn("an alert could not be sent region={} firing={}", region, firing, failure);
              }
            });
  }

  @Override
  public void close() {
    producer.close(FLUSH);
  }
}
