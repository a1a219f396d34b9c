package io.forewarm.streams.hotkeys;

import io.forewarm.schemas.HotKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The last announcement of every hot key, in memory and in a logged store. */
final class HotSet {
  private final KeyValueStore<String, HotKey> store;
  private final Map<String, HotKey> hot = new LinkedHashMap<>();

  HotSet(KeyValueStore<String, HotKey> store) {
    this.store = store;
    try (KeyValueIterator<String, HotKey> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, HotKey> row = all.next();
        hot.put(row.key, row.value);
      }
    }
  }

  boolean isEmpty() {
    return hot.isEmpty();
  }

  boolean contains(String cacheKey) {
    return hot.containsKey(cacheKey);
  }

  /** Returns the announcements of now; later changes do not show in the list. */
  List<HotKey> all() {
    return List.copyOf(hot.values());
  }

  /** Puts an announcement in the place of the last; null cools the key. */
  void put(String cacheKey, @Nullable HotKey announcement) {
    store.put(cacheKey, announcement);
    if (announcement == null) {
      hot.remove(cacheKey);
    } else {
      hot.put(cacheKey, announcement);
    }
  }
}
