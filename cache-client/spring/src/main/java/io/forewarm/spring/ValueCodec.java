package io.forewarm.spring;

import com.fasterxml.jackson.core.type.TypeReference;
import io.forewarm.client.codec.Codec;
import java.lang.reflect.Type;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.core.ResolvableType;

/** Chooses how the values of a type become bytes. */
final class ValueCodec {
  private ValueCodec() {}

  /** Text as UTF-8, bytes as they are, Avro's records by Avro, everything else as JSON. */
  static Codec<Object> of(ResolvableType type) {
    Class<?> raw = type.toClass();
    if (raw == String.class) {
      return objects(Codec.utf8());
    }
    if (raw == byte[].class) {
      return objects(Codec.bytes());
    }
    if (SpecificRecord.class.isAssignableFrom(raw)) {
      return objects(Codec.avro(raw.asSubclass(SpecificRecord.class)));
    }
    Type declared = type.getType();
    return Codec.json(
        new TypeReference<Object>() {
          @Override
          public Type getType() {
            return declared;
          }
        });
  }

  /** Spring's caches hold objects; which they are is checked by who reads them. */
  @SuppressWarnings("unchecked")
  private static Codec<Object> objects(Codec<?> codec) {
    return (Codec<Object>) codec;
  }
}
