package io.forewarm.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {
  private static final int HEADER_BYTES = 10;

  private final SingleObjectSerializer serializer = new SingleObjectSerializer();
  private final SingleObjectDeserializer deserializer = new SingleObjectDeserializer();

  static Collection<SpecificRecord> samples() {
    return SampleRecords.all().values();
  }

  static List<Schema> schemas() {
    return SchemaHistory.current();
  }

  @Test
  void everyRecordHasASample() {
    assertThat(samples().stream().map(SpecificRecord::getSchema).distinct())
        .containsExactlyInAnyOrderElementsOf(SchemaHistory.current());
  }

  @Test
  void everyTopicCarriesARecordOfTheHistory() {
    Stream<String> carried =
        new Topics("", 1)
            .all().stream()
                .filter(topic -> topic.value() != null)
                .map(topic -> String.valueOf(topic.value()));
    assertThat(carried.map(name -> name.substring("class ".length())))
        .containsExactlyInAnyOrderElementsOf(
            SchemaHistory.current().stream().map(Schema::getFullName).toList());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aRecordComesBackEqual(SpecificRecord sample) {
    SpecificRecord back = deserializer.deserialize("t", serializer.serialize("t", sample));
    assertThat(back).isEqualTo(sample).hasSameClassAs(sample);
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void anyRecordOfASchemaComesBackInTheSameBytes(Schema schema) throws IOException {
    for (Object random : new RandomData(schema, 200, 42L)) {
      byte[] bytes = singleObject(schema, random);
      SpecificRecord record = deserializer.deserialize("t", bytes);
      assertThat(serializer.serialize("t", record)).isEqualTo(bytes);
    }
  }

  @Test
  void aTombstoneStaysOne() {
    assertThat(serializer.serialize("t", null)).isNull();
    assertThat(deserializer.deserialize("t", null)).isNull();
  }

  @Test
  void oneInstanceServesAllThreads() {
    List<CompletableFuture<Void>> threads =
        IntStream.range(0, 8)
            .mapToObj(i -> CompletableFuture.runAsync(() -> readAndWrite(100)))
            .toList();
    threads.forEach(CompletableFuture::join);
  }

  private void readAndWrite(int times) {
    for (int i = 0; i < times; i++) {
      samples().forEach(this::aRecordComesBackEqual);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyTruncationIsRefused(SpecificRecord sample) {
    byte[] whole = bytes(sample);
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> deserializer.deserialize("topic-x", part))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("topic-x");
    }
  }

  @Test
  void garbageIsRefused() {
    Random random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      byte[] garbage = new byte[random.nextInt(64)];
      random.nextBytes(garbage);
      assertThatThrownBy(() -> deserializer.deserialize("t", garbage))
          .isInstanceOf(SerializationException.class);
    }
  }

  /** A flipped bit may well be another valid record; what counts is that nothing else is thrown. */
  @ParameterizedTest
  @MethodSource("samples")
  void everyFlippedBitIsARecordOrRefused(SpecificRecord sample) {
    byte[] whole = bytes(sample);
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatCode(() -> read(flipped)).as("bit %d", bit).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void anyBytesBehindAValidHeaderAreARecordOrRefused(Schema schema) throws IOException {
    Random random = new Random(11);
    for (int i = 0; i < 2_000; i++) {
      byte[] body = new byte[random.nextInt(40)];
      random.nextBytes(body);
      byte[] bytes = withHeader(schema, body);
      assertThatCode(() -> read(bytes)).doesNotThrowAnyException();
    }
  }

  /** A length of 2 GB in ten bytes must not take 2 GB of memory. */
  @Test
  void aLengthBeyondTheBytesIsRefusedBeforeItIsAllocated() throws IOException {
    byte[] text = withHeader(HotKey.getClassSchema(), number(Integer.MAX_VALUE - 20L));
    assertRefused(text);
    ByteArrayOutputStream report = new ByteArrayOutputStream();
    report.write(new byte[] {0, 0, 0});
    report.write(number(Integer.MAX_VALUE - 20L));
    assertRefused(withHeader(AccessReport.getClassSchema(), report.toByteArray()));
    report.reset();
    report.write(new byte[] {0, 0});
    report.write(number(Integer.MAX_VALUE - 20L));
    assertRefused(withHeader(InvalidationBatch.getClassSchema(), report.toByteArray()));
  }

  private void assertRefused(byte[] bytes) {
    assertThatThrownBy(() -> deserializer.deserialize("t", bytes))
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void anUnknownSchemaIsRefusedByName() {
    byte[] bytes = bytes(Rule.newBuilder().setTarget("*").build());
    bytes[9] ^= 1;
    assertThatThrownBy(() -> deserializer.deserialize("rules", bytes))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("rules")
        .hasMessageContaining("unknown schema");
  }

  @Test
  void aRecordThatCannotBeWrittenIsRefused() {
    HotKey incomplete = new HotKey();
    assertThatThrownBy(() -> serializer.serialize("hot", incomplete))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("HotKey")
        .hasMessageContaining("hot");
  }

  private void read(byte[] bytes) {
    try {
      assertThat(deserializer.deserialize("t", bytes)).isNotNull();
    } catch (SerializationException refused) {
      assertThat(refused).hasMessageContaining("topic t");
    }
  }

  private byte[] bytes(SpecificRecord record) {
    byte[] bytes = serializer.serialize("t", record);
    assertThat(bytes).isNotNull();
    return bytes == null ? new byte[0] : bytes;
  }

  private static byte[] singleObject(Schema schema, Object record) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(body, null);
    new GenericDatumWriter<>(schema).write(record, encoder);
    encoder.flush();
    return withHeader(schema, body.toByteArray());
  }

  private static byte[] withHeader(Schema schema, byte[] body) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(HEADER_BYTES + body.length);
    out.write(0xc3);
    out.write(1);
    long fingerprint = SchemaNormalization.parsingFingerprint64(schema);
    for (int i = 0; i < 8; i++) {
      out.write((int) (fingerprint >>> (8 * i)));
    }
    out.write(body);
    return out.toByteArray();
  }

  private static byte[] number(long value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    encoder.writeLong(value);
    return out.toByteArray();
  }
}
