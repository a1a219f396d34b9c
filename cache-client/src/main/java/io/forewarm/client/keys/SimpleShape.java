package io.forewarm.client.keys;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key that is one simple value. */
record SimpleShape<K>(KeyPart part, Class<K> type) implements KeyShape<K> {
  @Override
  public List<String> values(K key) {
    return List.of(part.write().apply(key));
  }

  @Override
  public @Nullable K key(List<String> values) {
    try {
      return type.cast(part.read().apply(values.get(0)));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
