package io.forewarm.jcache;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/** Who hears of what this process does to a cache; each on the thread that did it. */
final class Listeners<K, V> {
  private final List<Registered<K, V>> all = new CopyOnWriteArrayList<>();

  void add(CacheEntryListenerConfiguration<K, V> configuration) {
    Factory<CacheEntryEventFilter<? super K, ? super V>> filters =
        configuration.getCacheEntryEventFilterFactory();
    all.add(
        new Registered<>(
            configuration,
            configuration.getCacheEntryListenerFactory().create(),
            filters == null ? null : filters.create()));
  }

  void remove(CacheEntryListenerConfiguration<K, V> configuration) {
    List<Registered<K, V>> gone =
        all.stream().filter(each -> each.configuration.equals(configuration)).toList();
    all.removeAll(gone);
    gone.forEach(Registered::close);
  }

  void close() {
    all.forEach(Registered::close);
    all.clear();
  }

  /** Tells what has become of a key; nothing where neither is there. */
  void tell(Cache<K, V> cache, K key, @Nullable V before, @Nullable V after) {
    if (all.isEmpty() || (before == null && after == null)) {
      return;
    }
    EventType type =
        before == null ? EventType.CREATED : after == null ? EventType.REMOVED : EventType.UPDATED;
    Happened<K, V> event = new Happened<>(cache, type, key, before, after);
    for (Registered<K, V> each : all) {
      each.tell(event);
    }
  }

  private record Registered<K, V>(
      CacheEntryListenerConfiguration<K, V> configuration,
      CacheEntryListener<? super K, ? super V> listener,
      @Nullable CacheEntryEventFilter<? super K, ? super V> filter) {
    void close() {
      Closing.of(listener);
      Closing.of(filter);
    }

    void tell(Happened<K, V> event) {
      try {
        if (filter == null || filter.evaluate(event)) {
          deliver(event);
        }
      } catch (CacheEntryListenerException e) {
        throw e;
      } catch (RuntimeException e) {
        throw new CacheEntryListenerException("the listener of " + event + " failed", e);
      }
    }

    @SuppressWarnings("unchecked")
    private void deliver(Happened<K, V> event) {
      Iterable<CacheEntryEvent<? extends K, ? extends V>> events = List.of(event);
      if (event.getEventType() == EventType.CREATED
          && listener instanceof CacheEntryCreatedListener<?, ?> created) {
        ((CacheEntryCreatedListener<K, V>) created).onCreated(events);
      } else if (event.getEventType() == EventType.UPDATED
          && listener instanceof CacheEntryUpdatedListener<?, ?> updated) {
        ((CacheEntryUpdatedListener<K, V>) updated).onUpdated(events);
      } else if (event.getEventType() == EventType.REMOVED
          && listener instanceof CacheEntryRemovedListener<?, ?> removed) {
        ((CacheEntryRemovedListener<K, V>) removed).onRemoved(events);
      }
    }
  }

  private static final class Happened<K, V> extends CacheEntryEvent<K, V> {
    private static final long serialVersionUID = 1;

    private final transient K key;
    private final transient @Nullable V before;
    private final transient @Nullable V after;

    Happened(Cache<K, V> cache, EventType type, K key, @Nullable V before, @Nullable V after) {
      super(cache, type);
      this.key = key;
      this.before = before;
      this.after = after;
    }

    @Override
    public K getKey() {
      return key;
    }

    /** What was removed is its last value. */
    @Override
    public @Nullable V getValue() {
      return after == null ? before : after;
    }

    @Override
    public @Nullable V getOldValue() {
      return before;
    }

    @Override
    public boolean isOldValueAvailable() {
      return before != null;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
      return new Pair<>(key, getValue()).unwrap(type);
    }
  }
}
