package io.forewarm.client.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Generated Avro records of one schema; a value of any other schema is refused, and so reloaded.
 */
final class AvroCodec<V extends SpecificRecord> implements Codec<V> {
  private final BinaryMessageEncoder<V> encoder;
  private final BinaryMessageDecoder<V> decoder;
  private final String name;

  AvroCodec(Class<V> type) {
    SpecificData data = SpecificData.getForClass(type);
    Schema schema = data.getSchema(type);
    this.encoder = new BinaryMessageEncoder<>(data, schema);
    this.decoder = new BinaryMessageDecoder<>(data, schema);
    this.name = schema.getFullName();
  }

  @Override
  public byte id() {
    return 4;
  }

  @Override
  public byte[] encode(V value) {
    try {
      ByteBuffer bytes = encoder.encode(value);
      byte[] encoded = new byte[bytes.remaining()];
      bytes.get(encoded);
      return encoded;
    } catch (IOException | RuntimeException e) {
      throw new CodecException("cannot write a " + name + " as Avro", e);
    }
  }

  @Override
  public V decode(byte[] bytes) {
    try {
      return decoder.decode(bytes);
    } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException e) {
      throw new CodecException("the bytes are no Avro of " + name, e);
    }
  }
}
