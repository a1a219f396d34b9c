package io.forewarm.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes Avro's single-object encoding: the marker C3 01, the schema's fingerprint, the record.
 * Needs no registry. Safe for concurrent use.
 */
public final class SingleObjectSerializer implements Serializer<SpecificRecord> {
  static {
    TrustedRecords.declare();
  }

  private final ConcurrentMap<Schema, BinaryMessageEncoder<SpecificRecord>> encoders =
      new ConcurrentHashMap<>();

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable SpecificRecord data) {
    if (data == null) {
      return null;
    }
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream(256);
      encoders.computeIfAbsent(data.getSchema(), SingleObjectSerializer::encoder).encode(data, out);
      return out.toByteArray();
    } catch (IOException | RuntimeException e) {
      String type = data.getSchema().getFullName();
      throw new SerializationException("cannot write " + type + " to topic " + topic, e);
    }
  }

  private static BinaryMessageEncoder<SpecificRecord> encoder(Schema schema) {
    return new BinaryMessageEncoder<>(SpecificData.getForSchema(schema), schema);
  }
}
