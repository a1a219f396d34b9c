package io.forewarm.schemas;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link SingleObjectSerializer} of this or any earlier release wrote, into the classes
 * of this release. Safe for concurrent use.
 */
public final class SingleObjectDeserializer implements Deserializer<SpecificRecord> {
  static {
    TrustedRecords.declare();
  }

  private static final int HEADER_BYTES = 10;

  private final SchemaHistory history = new SchemaHistory();
  private final Map<String, BinaryMessageDecoder<SpecificRecord>> decoders = new LinkedHashMap<>();

  /** Creates a reader of all records of this release. */
  public SingleObjectDeserializer() {
    for (Schema schema : SchemaHistory.current()) {
      SpecificData model = SpecificData.getForSchema(schema);
      decoders.put(schema.getFullName(), new BinaryMessageDecoder<>(model, schema, history));
    }
  }

  @Override
  public @Nullable SpecificRecord deserialize(String topic, byte @Nullable [] data) {
    if (data == null) {
      return null;
    }
    try {
      Schema writer = writerOf(data);
      BinaryMessageDecoder<SpecificRecord> decoder = decoders.get(writer.getFullName());
      if (decoder == null) {
        throw new IOException("no class of this release reads " + writer.getFullName());
      }
      RecordWalk.check(data, HEADER_BYTES, writer);
      return decoder.decode(data);
    } catch (IOException | RuntimeException e) {
      throw new SerializationException(
          "topic " + topic + ": " + data.length + " bytes are no record: " + e.getMessage(), e);
    }
  }

  private Schema writerOf(byte[] data) throws IOException {
    if (data.length < HEADER_BYTES || data[0] != (byte) 0xc3 || data[1] != 1) {
      throw new IOException("it does not begin with Avro's single-object marker C3 01");
    }
    long fingerprint = 0;
    for (int i = HEADER_BYTES - 1; i >= 2; i--) {
      fingerprint = fingerprint << 8 | (data[i] & 0xff);
    }
    Schema writer = history.findByFingerprint(fingerprint);
    if (writer == null) {
      throw new IOException("unknown schema " + Long.toHexString(fingerprint));
    }
    return writer;
  }
}
