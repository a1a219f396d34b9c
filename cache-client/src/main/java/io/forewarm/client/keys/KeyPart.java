package io.forewarm.client.keys;

import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A simple type that a variable can hold: its values as text and back.
 *
 * @param read returns the value of a text, or throws {@link IllegalArgumentException}
 */
record KeyPart(Function<Object, String> write, Function<String, Object> read) {
  private static final Map<Class<?>, KeyPart> SIMPLE =
      Map.of(
          String.class, new KeyPart(Object::toString, text -> text),
          Long.class, new KeyPart(Object::toString, Long::valueOf),
          long.class, new KeyPart(Object::toString, Long::valueOf),
          Integer.class, new KeyPart(Object::toString, Integer::valueOf),
          int.class, new KeyPart(Object::toString, Integer::valueOf),
          UUID.class, new KeyPart(Object::toString, UUID::fromString));

  /** Returns the part for a type; null if it is not a simple one. */
  static @Nullable KeyPart of(Class<?> type) {
    return type.isEnum() ? ofEnum(type) : SIMPLE.get(type);
  }

  private static KeyPart ofEnum(Class<?> type) {
    return new KeyPart(
        value -> ((Enum<?>) value).name(),
        text ->
            Arrays.stream(type.getEnumConstants())
                .filter(constant -> ((Enum<?>) constant).name().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text)));
  }
}
