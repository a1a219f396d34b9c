package io.forewarm.jcache;

import java.util.Iterator;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** Goes over the entries of a cache; to come to one is to read it. */
final class EntryIterator<K, V> implements Iterator<Cache.Entry<K, V>> {
  private final ForewarmCache<K, V> cache;
  private final Iterator<Cache.Entry<K, V>> found;
  private @Nullable K last;

  EntryIterator(ForewarmCache<K, V> cache, Iterator<Cache.Entry<K, V>> found) {
    this.cache = cache;
    this.found = found;
  }

  @Override
  public boolean hasNext() {
    return found.hasNext();
  }

  @Override
  public Cache.Entry<K, V> next() {
    long began = System.nanoTime();
    Cache.Entry<K, V> entry = found.next();
    last = entry.getKey();
    cache.visited(entry.getKey(), began);
    return entry;
  }

  @Override
  public void remove() {
    K key = last;
    if (key == null) {
      throw new IllegalStateException("nothing to remove: call next() first, and once for each");
    }
    last = null;
    cache.remove(key);
  }
}
