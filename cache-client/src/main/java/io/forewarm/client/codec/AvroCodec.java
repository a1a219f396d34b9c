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
    SpecificData data = new DeclaredClasses(type);
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

  /**
   * Finds the classes of one declared schema. Avro's own way asks a list for the whole process
   * whether they are trusted; here the class was named in code, and the bytes name none.
   */
  private static final class DeclaredClasses extends SpecificData {
    DeclaredClasses(Class<? extends SpecificRecord> type) {
      super(type.getClassLoader());
      SpecificData.getForClass(type).getConversions().forEach(this::addLogicalTypeConversion);
    }

    @Override
    @SuppressWarnings("rawtypes") // as inherited
    public Class getClass(Schema schema) {
      switch (schema.getType()) {
        case RECORD, ENUM, FIXED -> {
          try {
            return Class.forName(getClassName(schema), false, getClassLoader());
          } catch (ClassNotFoundException e) {
            return super.getClass(schema);
          }
        }
        default -> {
          return super.getClass(schema);
        }
      }
    }
  }
}
