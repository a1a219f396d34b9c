package io.forewarm.streams.warming;

import io.forewarm.streams.behaviour.SeasonStore;
import java.util.Locale;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The seasons of a region in a store of Kafka Streams, so that no restart forgets them. */
final class StoredSeasons implements SeasonStore {
  private final KeyValueStore<String, Long> store;
  private final String region;

  StoredSeasons(KeyValueStore<String, Long> store, String region) {
    this.store = store;
    this.region = region;
  }

  private String place(int second) {
    return String.format(Locale.ROOT, "%s\0%05d\0", region, second);
  }

  @Override
  public long get(int second, String cacheKey) {
    @Nullable Long marks = store.get(place(second) + cacheKey);
    return marks == null ? 0 : marks;
  }

  @Override
  public void put(int second, String cacheKey, long marks) {
    store.put(place(second) + cacheKey, marks);
  }

  @Override
  public void remove(int second, String cacheKey) {
    store.delete(place(second) + cacheKey);
  }

  @Override
  public void each(int from, int to, Taker taker) {
    int prefix = place(from).length();
    try (KeyValueIterator<String, Long> rows = store.range(place(from), place(to))) {
      while (rows.hasNext()) {
        KeyValue<String, Long> row = rows.next();
        int second = Integer.parseInt(row.key.substring(prefix - 6, prefix - 1));
        taker.take(second, row.key.substring(prefix), row.value);
      }
    }
  }
}
