package io.forewarm.jcache;

import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** A key and its value. */
record Pair<K, V>(K key, @Nullable V value) implements Cache.Entry<K, V> {
  @Override
  public K getKey() {
    return key;
  }

  @Override
  public @Nullable V getValue() {
    return value;
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    if (!type.isInstance(this)) {
      throw new IllegalArgumentException("an entry is no " + type.getName());
    }
    return type.cast(this);
  }
}
