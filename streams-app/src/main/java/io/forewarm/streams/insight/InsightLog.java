package io.forewarm.streams.insight;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forewarm.schemas.Insight;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says things in {@code insights} from outside of the topology; what is lost is logged. */
public final class InsightLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InsightLog.class);

  private final String topic;
  private final Serializer<Insight> writer;
  private final Producer<byte[], byte[]> producer;

  /**
   * Opens it; nobody waits for the brokers.
   *
   * @param kafka properties of Kafka clients
   * @param topics names of the topics
   * @param speaker who speaks, part of the client id
   * @param mostWait how long who says something may be kept waiting
   */
  public InsightLog(Map<String, ?> kafka, Topics topics, String speaker, Duration mostWait) {
    topic = topics.insights.name();
    writer = new RecordSerdes(kafka).serializer();
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, topics.prefix() + speaker);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, mostWait.toMillis());
    producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Says something about a region. */
  public void say(Insight insight) {
    byte[] key = insight.getRegion().getBytes(UTF_8);
    var unused =
        producer.send(
            new ProducerRecord<>(topic, key, writer.serialize(topic, insight)),
            (metadata, failure) -> {
              if (failure != null) {
                LOG.warn("an insight was lost {}", insight, failure);
              }
            });
  }

  /** Sends what is left. */
  public void close(Duration limit) {
    producer.close(limit);
  }

  @Override
  public void close() {
    close(Duration.ofSeconds(5));
  }
}
