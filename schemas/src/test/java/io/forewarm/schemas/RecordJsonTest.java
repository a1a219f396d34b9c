package io.forewarm.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordJsonTest {
  private static final Topics TOPICS = new Topics("t.", 1);
  private static final RecordSerdes SERDES = new RecordSerdes(Map.of());

  private static ConsumerRecord<byte[], byte[]> record(
      Topic<?> topic, @Nullable String key, byte @Nullable [] value) {
    byte[] utf8 = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    return new ConsumerRecord<>(topic.name(), 0, 7, utf8, value);
  }

  private static String shown(Topic<?> topic, ConsumerRecord<byte[], byte[]> record) {
    return new RecordJson(topic, SERDES).of(record).toString();
  }

  @Test
  void showsADecodedValue() {
    byte[] value =
        SERDES
            .serializer()
            .serialize("t.tags", TagInvalidation.newBuilder().setAt(5).setWriteId("w").build());

    assertThat(shown(TOPICS.tags, record(TOPICS.tags, "tag:a", value)))
        .isEqualTo(
            "{\"topic\":\"t.tags\",\"partition\":0,\"offset\":7,\"timestamp\":-1,"
                + "\"key\":\"tag:a\",\"value\":{\"at\":5,\"writeId\":\"w\"}}");
  }

  @Test
  void showsATombstoneAndNoKey() {
    assertThat(shown(TOPICS.tags, record(TOPICS.tags, null, null)))
        .endsWith("\"key\":null,\"value\":null}");
  }

  @Test
  void showsWhatCannotBeDecodedWithItsCause() {
    assertThat(shown(TOPICS.tags, record(TOPICS.tags, "k", new byte[] {1, 2, 3})))
        .contains("\"value\":{\"undecodable\":\"topic t.tags: 3 bytes are no record", "\"AQID\"");
  }

  @Test
  void showsARecordOfAnotherClassAsUndecodable() {
    byte[] value =
        SERDES.serializer().serialize("t.rules", TagInvalidation.newBuilder().setAt(5).build());

    assertThat(shown(TOPICS.rules, record(TOPICS.rules, "k", value)))
        .contains("undecodable", "carries Rule, not TagInvalidation");
  }

  @Test
  void showsDeadLettersAsBytesWithTheirHeaders() {
    ConsumerRecord<byte[], byte[]> dead = record(TOPICS.deadLetters, "k", new byte[] {1});
    dead.headers().add("cause", "too old".getBytes(StandardCharsets.UTF_8));

    assertThat(shown(TOPICS.deadLetters, dead))
        .endsWith("\"value\":{\"base64\":\"AQ==\"},\"headers\":{\"cause\":\"too old\"}}");
  }
}
