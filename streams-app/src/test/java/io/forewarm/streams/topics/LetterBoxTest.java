package io.forewarm.streams.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forewarm.embedded.Embedded;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import io.forewarm.schemas.WriteEvent;
import io.forewarm.schemas.WriteOperation;
import io.forewarm.streams.TopicTail;
import io.forewarm.streams.invalidation.DeadLetter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Dead letters on a real broker. */
@Tag("integration")
class LetterBoxTest {
  private static final String TABLE = "shop.public.posts";

  private final Map<String, Object> kafka =
      Map.of("bootstrap.servers", Embedded.kafka().bootstrapServers());
  private final Topics topics = Embedded.topics(Embedded.uniquePrefix("letters"), 2);
  private final LetterBox box = new LetterBox(kafka, topics, name -> name.equals("nobody"));
  private final Producer<byte[], byte[]> producer =
      RawClients.producer(kafka, "test", Duration.ofSeconds(20));

  @AfterEach
  void close() {
    producer.close();
  }

  private static byte[] write(String id) {
    WriteEvent event = WriteEvent.newBuilder().setId(id).setOperation(WriteOperation.WRITE).build();
    return new RecordSerdes(Map.of()).<WriteEvent>serializer().serialize("any", event);
  }

  /** Lets a record of a topic die, and returns where it lies. */
  private LetterId die(String topic, byte[] value, String cause) throws Exception {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(topic, 1, 42, "posts:post:7".getBytes(UTF_8), value);
    record.headers().add("trace", "abc".getBytes(UTF_8));
    var at = producer.send(DeadLetter.of(topics, record, cause)).get();
    return new LetterId(at.partition(), at.offset());
  }

  private List<ConsumerRecord<byte[], SpecificRecord>> writes(int count) {
    try (TopicTail<SpecificRecord> tail = TopicTail.raw(topics.writes)) {
      return Awaitility.await()
          .pollInSameThread()
          .until(tail::records, records -> records.size() >= count);
    }
  }

  private static List<String> headers(ConsumerRecord<?, ?> record) {
    return List.of(record.headers().toArray()).stream()
        .map((Header header) -> header.key() + "=" + new String(header.value(), UTF_8))
        .toList();
  }

  @Test
  void aLetterSaysWhyItIsDeadAndWhatItIs() throws Exception {
    LetterId readable = die(topics.writes.name(), write("w1"), "its region is unknown");
    die(topics.access.name(), new byte[100_000], "no record");

    List<Letter> letters = box.latest(10);

    assertThat(letters).hasSize(2);
    Letter garbage = letters.get(0);
    assertThat(garbage.bytes()).isEqualTo(100_000);
    assertThat(garbage.value().toString()).isEqualTo("{\"tooLargeToShow\":100000}");
    Letter letter = letters.get(1);
    assertThat(new LetterId(letter.partition(), letter.offset())).isEqualTo(readable);
    assertThat(letter.cause()).isEqualTo("its region is unknown");
    assertThat(letter.topic()).isEqualTo(topics.writes.name());
    assertThat(letter.from()).isEqualTo("1/42");
    assertThat(letter.key()).isEqualTo("posts:post:7");
    assertThat(letter.redriven()).isZero();
    assertThat(letter.value().path("id").asText()).isEqualTo("w1");
    assertThat(box.latest(1)).containsExactly(garbage);
  }

  @Test
  void itGoesBackAsItWasToWhereItCameFrom() throws Exception {
    byte[] value = write("w2");
    LetterId letter = die(topics.writes.name(), value, "its region is unknown");

    assertThat(box.redrive(List.of(letter)))
        .containsExactly(new LetterBox.Redriven(letter, topics.writes.name(), null));

    ConsumerRecord<byte[], ?> back = writes(1).get(0);
    assertThat(back.partition()).isEqualTo(1);
    assertThat(back.key()).isEqualTo("posts:post:7".getBytes(UTF_8));
    assertThat(back.serializedValueSize()).isEqualTo(value.length);
    assertThat(headers(back)).containsExactly("trace=abc", "forewarm.redriven=1");
  }

  @Test
  void oneThatDiesAgainSaysHowOften() throws Exception {
    LetterId first = die(topics.writes.name(), write("w3"), "first");
    box.redrive(List.of(first));
    try (TopicTail<SpecificRecord> tail = TopicTail.raw(topics.writes)) {
      ConsumerRecord<byte[], SpecificRecord> back =
          Awaitility.await().pollInSameThread().until(tail::records, all -> !all.isEmpty()).get(0);
      ConsumerRecord<byte[], byte[]> again =
          new ConsumerRecord<>(back.topic(), 1, 43, back.key(), write("w3"));
      back.headers().forEach(again.headers()::add);
      producer.send(DeadLetter.of(topics, again, "second")).get();
    }

    Letter second = box.latest(1).get(0);

    assertThat(second.cause()).isEqualTo("second");
    assertThat(second.redriven()).isEqualTo(1);
    box.redrive(List.of(new LetterId(second.partition(), second.offset())));
    assertThat(headers(writes(2).get(1))).containsExactly("trace=abc", "forewarm.redriven=2");
  }

  @Test
  void whatCannotGoBackSaysWhy() throws Exception {
    LetterId foreign = die(TABLE, new byte[] {1}, "no such column");
    LetterId ownGrave = die(topics.deadLetters.name(), new byte[] {1}, "odd");
    var at =
        producer.send(new ProducerRecord<>(topics.deadLetters.name(), 0, null, write("x"))).get();
    LetterId silent = new LetterId(0, at.offset());
    LetterId gone = new LetterId(0, 10_000);
    LetterId nowhere = new LetterId(7, 0);

    assertThat(box.redrive(List.of(foreign, ownGrave, silent, gone, nowhere)))
        .satisfiesExactly(
            one -> assertThat(one.error()).contains("topic " + TABLE + " is none of this"),
            one -> assertThat(one.error()).contains(topics.deadLetters.name() + " is none"),
            one -> assertThat(one.error()).contains("does not say where it came from"),
            one -> assertThat(one.error()).contains("there is no dead letter 0/10000"),
            one -> assertThat(one.error()).contains("there is no dead letter 7/0"));
  }

  @Test
  void aNameThatIsNoneIsRefused() {
    assertThat(LetterId.parse("0/17")).hasToString("0/17");
    assertThatThrownBy(() -> LetterId.parse("17")).hasMessageContaining("PARTITION/OFFSET");
  }
}
