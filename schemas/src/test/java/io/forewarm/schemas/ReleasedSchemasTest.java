package io.forewarm.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a release has written is read by every later one. The schemas and payload files of a release
 * never change after it; a test that fails here asks for another schema, not for another file.
 */
class ReleasedSchemasTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<String> releases() {
    return SchemaHistory.releases();
  }

  static Stream<Arguments> releasedSchemas() {
    return releases().stream()
        .flatMap(
            release ->
                SchemaHistory.released(release).stream()
                    .map(schema -> Arguments.of(release, schema)));
  }

  static Stream<Path> payloads() throws IOException, URISyntaxException {
    Stream.Builder<Path> all = Stream.builder();
    for (String release : releases()) {
      payloads(release).forEach(all);
    }
    return all.build();
  }

  @ParameterizedTest
  @MethodSource("releasedSchemas")
  void todaysSchemaReadsAReleasedOne(String release, Schema released) {
    Schema current =
        SchemaHistory.current().stream()
            .filter(schema -> schema.getFullName().equals(released.getFullName()))
            .findAny()
            .orElseThrow(() -> new AssertionError(released.getFullName() + " of " + release));
    assertThat(incompatibilities(current, released)).isEmpty();
  }

  /** A registry hands a reader of the release what today's app writes. */
  @ParameterizedTest
  @MethodSource("releasedSchemas")
  void aReleasedSchemaReadsTodaysRecords(String release, Schema released) throws IOException {
    for (SpecificRecord sample : SampleRecords.all().values()) {
      if (sample.getSchema().getFullName().equals(released.getFullName())) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new SpecificDatumWriter<SpecificRecord>(sample.getSchema()).write(sample, encoder);
        encoder.flush();
        Decoder decoder = DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null);
        Object read = new GenericDatumReader<>(sample.getSchema(), released).read(null, decoder);
        assertThat(GenericData.get().validate(released, read)).as(release).isTrue();
      }
    }
  }

  @Test
  void theCheckFindsWhatWouldNotBeRead() {
    Schema released = SchemaBuilder.record("R").fields().requiredLong("a").endRecord();
    Schema withoutDefault =
        SchemaBuilder.record("R").fields().requiredLong("a").requiredLong("b").endRecord();
    Schema withDefault =
        SchemaBuilder.record("R").fields().requiredLong("a").optionalLong("b").endRecord();
    assertThat(incompatibilities(withoutDefault, released)).hasSize(1);
    assertThat(incompatibilities(withDefault, released)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("releases")
  void everyReleasedSchemaHasAPayload(String release) throws IOException, URISyntaxException {
    assertThat(payloads(release).stream().map(ReleasedSchemasTest::schemaName).distinct())
        .containsExactlyInAnyOrderElementsOf(
            SchemaHistory.released(release).stream().map(Schema::getName).toList());
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void aPayloadSaysWhatItSaid(Path payload) throws IOException {
    SpecificRecord record =
        new SingleObjectDeserializer().deserialize("frozen", Files.readAllBytes(payload));
    assertThat(record).isNotNull();
    assertThat(record.getSchema().getName()).isEqualTo(schemaName(payload));
    Path meaning = payload.resolveSibling(fileName(payload).replace(".bin", ".json"));
    assertSays(JSON.readTree(Files.readString(meaning)), JsonRecord.of(record), "");
  }

  /** Fields that are new since are left out: their defaults are another test's. */
  private static void assertSays(JsonNode expected, JsonNode found, String at) {
    if (expected.isObject()) {
      for (Map.Entry<String, JsonNode> field : expected.properties()) {
        String path = at + "/" + field.getKey();
        assertThat(found.has(field.getKey())).as("there is %s", path).isTrue();
        assertSays(field.getValue(), found.get(field.getKey()), path);
      }
    } else if (expected.isArray()) {
      assertThat(found.size()).as("size of %s", at).isEqualTo(expected.size());
      for (int i = 0; i < expected.size(); i++) {
        assertSays(expected.get(i), found.get(i), at + "/" + i);
      }
    } else {
      assertThat(found).as(at).isEqualTo(expected);
    }
  }

  private static List<SchemaCompatibility.Incompatibility> incompatibilities(
      Schema reader, Schema writer) {
    var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult();
    assertThat(result.getIncompatibilities().isEmpty())
        .isEqualTo(result.getCompatibility() == SchemaCompatibilityType.COMPATIBLE);
    return result.getIncompatibilities();
  }

  private static List<Path> payloads(String release) throws IOException, URISyntaxException {
    var folder = ReleasedSchemasTest.class.getResource("released-" + release);
    Path path = Path.of(Objects.requireNonNull(folder, release).toURI());
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(file -> fileName(file).endsWith(".bin")).sorted().toList();
    }
  }

  private static String schemaName(Path payload) {
    String name = fileName(payload);
    return name.substring(0, name.indexOf('.'));
  }

  private static String fileName(Path file) {
    return String.valueOf(file.getFileName());
  }
}
