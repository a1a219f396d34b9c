package io.forewarm.streams.invalidation;

import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.TagInvalidation;
import io.forewarm.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Carries out what a round means: names go to {@code tags}, what could not be resolved to {@code
 * dead-letters}, keys are made void in Redis.
 */
final class Effects {
  private final Topics topics;
  private final Appender appender;
  private final RedisEffects redis;
  private final MasterWatch masters;
  private final Serializer<TagInvalidation> tagWriter;

  Effects(
      Topics topics,
      RecordSerdes serdes,
      Appender appender,
      RedisEffects redis,
      MasterWatch masters) {
    this.topics = topics;
    this.appender = appender;
    this.redis = redis;
    this.masters = masters;
    this.tagWriter = serdes.serializer();
  }

  /**
   * Carries a round out, however long it takes.
   *
   * @return the round with what it has come to mean; nothing: the master of Redis has changed in
   *     the meantime, so the effects may be lost
   */
  Optional<Round> apply(Round planned) throws InterruptedException {
    String master = masters.current();
    List<Appender.Pending> appends = new ArrayList<>();
    planned.voided().forEach(name -> appends.add(appender.begin(() -> tag(name))));
    planned
        .refused()
        .forEach(
            refused ->
                appends.add(
                    appender.begin(
                        () -> DeadLetter.of(topics, refused.record(), refused.cause()))));
    RedisEffects.Outcome outcome = redis.apply(planned.keys());
    Round round = planned.withRefusedKeys(outcome.refused());
    round.voided().stream()
        .skip(planned.voided().size())
        .forEach(name -> appends.add(appender.begin(() -> tag(name))));
    for (Appender.Pending append : appends) {
      append.settle();
    }
    if (!outcome.calm()) {
      masters.awaitCheck();
    }
    return masters.current().equals(master) ? Optional.of(round) : Optional.empty();
  }

  private ProducerRecord<byte[], byte[]> tag(Voided voided) {
    String topic = topics.tags.name();
    return new ProducerRecord<>(
        topic,
        0,
        voided.name().getBytes(StandardCharsets.UTF_8),
        tagWriter.serialize(topic, voided.toRecord()));
  }
}
