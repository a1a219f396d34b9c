package io.forewarm.client.keys;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes typed keys apart into the values of a template's variables, and puts them together. */
interface KeyShape<K> {
  /** Values of a key, in the order of the variables. */
  List<String> values(K key);

  /** The key of values; null if they are none of its type. */
  @Nullable K key(List<String> values);

  /** Returns the shape that fits a template to a type. */
  @SuppressWarnings("unchecked")
  static <K> KeyShape<K> of(KeyTemplate template, Class<K> type) {
    if (type == List.class) {
      return (KeyShape<K>) TextShape.INSTANCE;
    }
    if (type.isRecord()) {
      return new RecordShape<>(template, type);
    }
    KeyPart part = KeyPart.of(type);
    if (part == null) {
      throw new IllegalArgumentException(
          type.getName()
              + " cannot be a key; use String, Long, Integer, UUID, an enum, or a record of these");
    }
    if (template.variables().size() != 1) {
      throw new IllegalArgumentException(
          "key template '"
              + template
              + "' has "
              + template.variables().size()
              + " variables, but "
              + type.getSimpleName()
              + " holds one; use a record with the components "
              + template.variables());
    }
    return new SimpleShape<>(part, type);
  }
}
