package io.forewarm.jcache;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Values that a short text says completely, and a letter for the type of each: a closed set, so
 * that reading never makes an object of a class that the bytes name.
 */
@SuppressWarnings("JavaUtilDate") // caches have them as keys and values
record SimpleText(char letter, Function<Object, String> write, Function<String, Object> read) {
  private static final Map<Class<?>, SimpleText> BY_TYPE = new LinkedHashMap<>();

  static {
    add(String.class, 's', text -> text);
    add(Long.class, 'l', Long::valueOf);
    add(Integer.class, 'i', Integer::valueOf);
    add(Short.class, 'h', Short::valueOf);
    add(Byte.class, 'y', Byte::valueOf);
    add(Double.class, 'd', Double::valueOf);
    add(Float.class, 'f', Float::valueOf);
    add(Boolean.class, 'z', Boolean::valueOf);
    add(Character.class, 'c', text -> text.charAt(0));
    add(BigInteger.class, 'n', BigInteger::new);
    add(BigDecimal.class, 'm', BigDecimal::new);
    add(UUID.class, 'u', UUID::fromString);
    add(Instant.class, 't', Instant::parse);
    add(LocalDate.class, 'e', LocalDate::parse);
    BY_TYPE.put(
        Date.class,
        new SimpleText(
            'a',
            date -> Long.toString(((Date) date).getTime()),
            text -> new Date(Long.parseLong(text))));
  }

  private static void add(Class<?> type, char letter, Function<String, Object> read) {
    BY_TYPE.put(type, new SimpleText(letter, Object::toString, read));
  }

  static @Nullable SimpleText of(Class<?> type) {
    return BY_TYPE.get(type);
  }

  /** Writes a value of any simple type, with its letter. */
  static String tagged(Object value) {
    SimpleText simple = of(value.getClass());
    if (simple == null) {
      throw new IllegalArgumentException(
          "a "
              + value.getClass().getName()
              + " in a cache that does not say its types: setTypes(...) in its configuration, which"
              + " stores it as JSON; Java serialization is refused");
    }
    return simple.letter + simple.write.apply(value);
  }

  /** Reads what {@link #tagged} has written. */
  static Object untagged(String text) {
    for (SimpleText simple : BY_TYPE.values()) {
      if (!text.isEmpty() && simple.letter == text.charAt(0)) {
        return simple.read.apply(text.substring(1));
      }
    }
    throw new IllegalArgumentException("no simple value: " + text);
  }
}
