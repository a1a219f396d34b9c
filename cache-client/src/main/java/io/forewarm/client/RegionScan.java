package io.forewarm.client;

import io.forewarm.client.keys.KeyFormat;
import io.forewarm.client.redis.Envelope;
import io.forewarm.client.redis.KeyPage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The values of a region that Redis has, found page by page. At any time this holds the keys of one
 * page and {@value #VALUES_AT_ONCE} values.
 */
final class RegionScan<K, V> implements Iterator<Map.Entry<K, V>> {
  private static final int VALUES_AT_ONCE = 32;

  private final Engine engine;
  private final KeyFormat<K> format;
  private final Values<K, V> values;
  private final Deque<String> keys = new ArrayDeque<>();
  private final Deque<Map.Entry<K, V>> found = new ArrayDeque<>();
  private KeyPage.@Nullable Position position;
  private boolean scanned;

  RegionScan(Engine engine, KeyFormat<K> format, Values<K, V> values) {
    this.engine = engine;
    this.format = format;
    this.values = values;
  }

  @Override
  public boolean hasNext() {
    while (found.isEmpty() && !(scanned && keys.isEmpty())) {
      if (keys.isEmpty()) {
        turnPage();
      } else {
        read();
      }
    }
    return !found.isEmpty();
  }

  private void turnPage() {
    KeyPage page = Answers.await(engine.store().scan(format.cacheKeyPrefix(""), position));
    keys.addAll(page.cacheKeys());
    position = page.next();
    scanned = position == null;
  }

  private void read() {
    List<String> next = keys.stream().limit(VALUES_AT_ONCE).toList();
    List<@Nullable Envelope> stored = Answers.await(engine.store().readAll(next));
    for (int i = 0; i < next.size(); i++) {
      keys.remove();
      keep(next.get(i), stored.get(i));
    }
  }

  private void keep(String cacheKey, @Nullable Envelope stored) {
    K key = format.parse(cacheKey);
    boolean fresh = stored != null && stored.softExpiresAt() > engine.store().now();
    Values.Decoded<V> decoded =
        key == null || stored == null || !fresh ? null : values.decode(cacheKey, stored);
    if (key != null && decoded != null && decoded.value() != null) {
      found.add(Map.entry(key, decoded.value()));
    }
  }

  @Override
  public Map.Entry<K, V> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return found.remove();
  }
}
