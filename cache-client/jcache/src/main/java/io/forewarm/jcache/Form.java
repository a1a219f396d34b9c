package io.forewarm.jcache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forewarm.client.codec.Codec;
import org.apache.avro.specific.SpecificRecord;

/**
 * How the keys of a type become text, and its values bytes. Simple types are their text, as other
 * services write them; where the configuration names no type, a letter says which it is; all else
 * is JSON, values of Avro's records are Avro.
 */
final class Form {
  private static final byte UNTYPED = 72;

  private Form() {}

  static <K> Codec<K> keys(Class<K> type) {
    SimpleText simple = SimpleText.of(type);
    return simple == null ? untypedOrJson(type) : texts((byte) 1, simple);
  }

  @SuppressWarnings("unchecked")
  static <V> Codec<V> values(Class<V> type) {
    if (type == String.class) {
      return (Codec<V>) Codec.utf8();
    }
    if (type == byte[].class) {
      return (Codec<V>) Codec.bytes();
    }
    return SpecificRecord.class.isAssignableFrom(type)
        ? (Codec<V>) Codec.avro(type.asSubclass(SpecificRecord.class))
        : untypedOrJson(type);
  }

  private static <T> Codec<T> untypedOrJson(Class<T> type) {
    return type == Object.class
        ? texts(UNTYPED, new SimpleText('o', SimpleText::tagged, SimpleText::untagged))
        : Codec.json(type);
  }

  private static <T> Codec<T> texts(byte id, SimpleText simple) {
    return new Codec<>() {
      @Override
      public byte id() {
        return id;
      }

      @Override
      public byte[] encode(T value) {
        return simple.write().apply(value).getBytes(UTF_8);
      }

      @Override
      @SuppressWarnings("unchecked")
      public T decode(byte[] bytes) {
        return (T) simple.read().apply(new String(bytes, UTF_8));
      }
    };
  }

  /** Leaves the bytes of a codec as they are: each reader makes a copy of its own of them. */
  static Codec<byte[]> raw(Codec<?> codec) {
    return new Codec<>() {
      @Override
      public byte id() {
        return codec.id();
      }

      @Override
      public byte[] encode(byte[] value) {
        return value;
      }

      @Override
      public byte[] decode(byte[] bytes) {
        return bytes;
      }
    };
  }
}
