package io.forewarm.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.JsonEncoder;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** A record as Avro's own JSON, for people and for files that outlive its class. */
final class JsonRecord {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonRecord() {}

  static JsonNode of(SpecificRecord value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonEncoder encoder = EncoderFactory.get().jsonEncoder(value.getSchema(), out);
    new SpecificDatumWriter<SpecificRecord>(value.getSchema()).write(value, encoder);
    encoder.flush();
    return JSON.readTree(out.toByteArray());
  }

  static String pretty(SpecificRecord value) throws IOException {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(of(value)) + "\n";
  }
}
