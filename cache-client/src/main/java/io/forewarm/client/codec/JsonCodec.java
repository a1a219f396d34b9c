package io.forewarm.client.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import java.io.IOException;

/** JSON of one declared type; class names in the bytes are never followed. */
final class JsonCodec<V> implements Codec<V> {
  /** Its validator allows no class by name, not even where an annotation asks for it. */
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .findAndAddModules()
          .polymorphicTypeValidator(BasicPolymorphicTypeValidator.builder().build())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final ObjectWriter writer;
  private final ObjectReader reader;
  private final JavaType type;

  JsonCodec(JavaType type) {
    this.writer = MAPPER.writerFor(type);
    this.reader = MAPPER.readerFor(type);
    this.type = type;
  }

  @Override
  public byte id() {
    return 3;
  }

  @Override
  public byte[] encode(V value) {
    try {
      return writer.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new CodecException("cannot write " + type.toCanonical() + " as JSON", e);
    }
  }

  @Override
  public V decode(byte[] bytes) {
    V value;
    try {
      value = reader.readValue(bytes);
    } catch (IOException e) {
      throw new CodecException("the bytes are no JSON of " + type.toCanonical(), e);
    }
    if (value == null) {
      throw new CodecException("the bytes are JSON's null, not " + type.toCanonical());
    }
    return value;
  }
}
