package io.forewarm.client.codec;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import org.apache.avro.specific.SpecificRecord;

/**
 * Turns values into bytes and back. Implementations are safe for concurrent use and never read
 * classes by a name found in the bytes.
 *
 * @param <V> type of the values
 */
public interface Codec<V> {
  /**
   * Identity in the envelope; a reader refuses a value of another codec. 1 to 127; own codecs take
   * 64 and above.
   */
  byte id();

  /**
   * Returns the bytes of a value.
   *
   * @throws CodecException if the value cannot be written
   */
  byte[] encode(V value);

  /**
   * Returns the value of bytes. The array belongs to the value from now on.
   *
   * @throws CodecException if the bytes are no value of this codec
   */
  V decode(byte[] bytes);

  /** Bytes as they are. */
  static Codec<byte[]> bytes() {
    return BytesCodec.INSTANCE;
  }

  /** Text as UTF-8; half surrogate pairs and malformed bytes are refused. */
  static Codec<String> utf8() {
    return Utf8Codec.INSTANCE;
  }

  /**
   * JSON by Jackson. Unknown fields are skipped, so that an older service reads what a newer one
   * wrote; modules found on the class path are used.
   */
  static <V> Codec<V> json(Class<V> type) {
    return new JsonCodec<>(JsonCodec.MAPPER.constructType(type));
  }

  /** JSON by Jackson, for types with parameters. */
  static <V> Codec<V> json(TypeReference<V> type) {
    JavaType javaType = JsonCodec.MAPPER.getTypeFactory().constructType(type);
    return new JsonCodec<>(javaType);
  }

  /** Avro's single-object encoding: the schema's fingerprint, then the record. */
  static <V extends SpecificRecord> Codec<V> avro(Class<V> type) {
    return new AvroCodec<>(type);
  }
}
