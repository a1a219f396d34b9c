package io.forewarm.streams.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.forewarm.schemas.RecordJson;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.intake.DeadLetters;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as people see it.
 *
 * @param partition where it lies
 * @param offset where it lies
 * @param at when it died, broker time, milliseconds since 1970
 * @param key of the record; null without one
 * @param bytes size of its value
 * @param cause why it is dead
 * @param topic that carried it, with the prefix; null if it does not say
 * @param from partition and offset there, {@code 0/17}; null if it does not say
 * @param redriven how often it had been sent on its way again before it died this time
 * @param value as the reader of its topic sees it; cut if it is large
 */
public record Letter(
    int partition,
    long offset,
    long at,
    @Nullable String key,
    int bytes,
    String cause,
    @Nullable String topic,
    @Nullable String from,
    int redriven,
    JsonNode value) {

  static Letter of(LatestRecords.Look look, Topics topics, RecordSerdes serdes) {
    Headers headers = look.record().headers();
    String topic = text(headers, DeadLetters.TOPIC);
    String partition = text(headers, DeadLetters.PARTITION);
    String offset = text(headers, DeadLetters.OFFSET);
    String cause = text(headers, DeadLetters.CAUSE);
    byte[] key = look.record().key();
    return new Letter(
        look.record().partition(),
        look.record().offset(),
        look.record().timestamp(),
        key == null ? null : new String(key, UTF_8),
        look.bytes(),
        cause == null ? "it has no header " + DeadLetters.CAUSE : cause,
        topic,
        partition == null || offset == null ? null : partition + "/" + offset,
        Redrive.times(headers),
        look.isCut()
            ? RecordJson.cut(look.bytes())
            : reader(topic, topics, serdes)
                .value(topic == null ? look.record().topic() : topic, look.record().value()));
  }

  private static RecordJson reader(@Nullable String topic, Topics topics, RecordSerdes serdes) {
    return new RecordJson(
        topic == null ? topics.deadLetters : topics.find(topic).orElse(topics.deadLetters), serdes);
  }

  static @Nullable String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }
}
