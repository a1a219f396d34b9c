package io.forewarm.local.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.schemas.WriteEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.junit.jupiter.api.Test;

/** The contract for other languages names every field, and its example is what it says. */
class ContractTest {
  private final Document contract = Document.of("docs/contract.md");

  @Test
  void everyFieldIsNamed() {
    assertThat(WriteEvent.getClassSchema().getFields().stream().map(Schema.Field::name))
        .allSatisfy(field -> assertThat(contract.text()).contains("| `" + field + "` |"));
  }

  @Test
  void theExampleIsEncodedAsItSays() throws IOException {
    String bytes = contract.code("").get(0).lines().collect(Collectors.joining());

    WriteEvent decoded =
        WriteEvent.getDecoder().decode(ByteBuffer.wrap(HexFormat.of().parseHex(bytes)));

    assertThat(decoded).isEqualTo(event(contract.code("json").get(0)));
  }

  private static WriteEvent event(String json) throws IOException {
    Schema schema = WriteEvent.getClassSchema();
    return new SpecificDatumReader<WriteEvent>(schema)
        .read(null, DecoderFactory.get().jsonDecoder(schema, json));
  }
}
