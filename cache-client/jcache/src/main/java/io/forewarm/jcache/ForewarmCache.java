package io.forewarm.jcache;

import io.forewarm.client.Forewarm;
import io.forewarm.client.Region;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CompletionListener;
import javax.cache.management.CacheMXBean;
import javax.cache.management.CacheStatisticsMXBean;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/** A region as a JCache cache. */
final class ForewarmCache<K, V> implements Cache<K, V> {
  private final ForewarmCacheManager manager;
  private final String name;
  private final Settings<K, V> settings;
  private final Forewarm forewarm;
  private final Entries<K, V> entries;
  private final Listeners<K, V> listeners = new Listeners<>();
  private final Statistics statistics = new Statistics();
  private final Beans beans;
  private volatile boolean closed;

  ForewarmCache(
      ForewarmCacheManager manager, String name, Settings<K, V> settings, Forewarm forewarm) {
    this.manager = manager;
    this.name = name;
    this.settings = settings;
    this.forewarm = forewarm;
    this.entries = new Entries<>(name, settings, forewarm);
    this.beans = new Beans(manager, name);
    settings.configuration().getCacheEntryListenerConfigurations().forEach(listeners::add);
  }

  Settings<K, V> settings() {
    return settings;
  }

  void started() {
    enableManagement(settings.isManagementEnabled());
    enableStatistics(settings.isStatisticsEnabled());
  }

  void enableManagement(boolean enabled) {
    settings.configuration().setManagementEnabled(enabled);
    beans.show("CacheConfiguration", CacheMXBean.class, settings, enabled);
  }

  void enableStatistics(boolean enabled) {
    settings.configuration().setStatisticsEnabled(enabled);
    statistics.enable(enabled);
    beans.show("CacheStatistics", CacheStatisticsMXBean.class, statistics, enabled);
  }

  // --- reads -------------------------------------------------------------------------------------

  @Override
  public @Nullable V get(K key) {
    check(key);
    long began = System.nanoTime();
    V[] loaded = newHolder();
    CacheLoader<K, V> loader = settings.loader();
    V value =
        loader == null || !settings.isReadThrough()
            ? entries.read(key)
            : entries.readThrough(key, loader, brought -> loaded[0] = brought);
    boolean hit = value != null && loaded[0] == null;
    statistics.looked(hit, began);
    if (hit) {
      entries.accessed(key);
    } else {
      listeners.tell(this, key, null, loaded[0]);
    }
    return value;
  }

  @SuppressWarnings("unchecked")
  private static <V> V[] newHolder() {
    return (V[]) new Object[1];
  }

  @Override
  public Map<K, V> getAll(Set<? extends K> keys) {
    checkAll(keys);
    Map<K, V> found = new LinkedHashMap<>();
    for (K key : keys) {
      V value = get(key);
      if (value != null) {
        found.put(key, value);
      }
    }
    return found;
  }

  @Override
  public boolean containsKey(K key) {
    check(key);
    return entries.read(key) != null;
  }

  @Override
  public void loadAll(
      Set<? extends K> keys, boolean replace, @Nullable CompletionListener completion) {
    checkAll(keys);
    CacheLoader<K, V> loader = settings.loader();
    CompletableFuture<Void> loading =
        loader == null
            ? CompletableFuture.completedFuture(null)
            : CompletableFuture.runAsync(() -> new Loading<>(this, loader).load(keys, replace));
    if (completion != null) {
      loading.whenComplete((done, failure) -> Loading.tell(completion, failure));
    }
  }

  /** Keeps what was loaded beside the cache. */
  void keep(K key, V value) {
    change(
        key,
        draft -> {
          draft.loaded(value);
          return null;
        });
  }

  /** Redis goes over all names that it has. */
  @Override
  public Iterator<Entry<K, V>> iterator() {
    open();
    return new EntryIterator<>(this, entries.scan());
  }

  /** An entry was read by an iterator. */
  void visited(K key, long began) {
    statistics.looked(true, began);
    entries.accessed(key);
  }

  // --- writes ------------------------------------------------------------------------------------

  private <T extends @Nullable Object> T change(K key, Function<Draft<K, V>, T> step) {
    return changed(key, step).answer();
  }

  private <T extends @Nullable Object> Entries.Done<K, V, T> changed(
      K key, Function<Draft<K, V>, T> step) {
    long began = System.nanoTime();
    Entries.Done<K, V, T> done = entries.change(key, step);
    Draft<K, V> draft = done.draft();
    switch (draft.change()) {
      case SET -> {
        if (done.kept()) {
          statistics.put(began);
          listeners.tell(this, key, draft.before(), draft.after());
        }
      }
      case LOAD -> listeners.tell(this, key, draft.before(), done.kept() ? draft.after() : null);
      case REMOVE -> {
        if (draft.before() != null) {
          statistics.removed(began);
          listeners.tell(this, key, draft.before(), null);
        }
      }
      default -> {}
    }
    return done;
  }

  /** As {@link #change}, and counts whether there was an entry. */
  private <T extends @Nullable Object> T look(K key, Function<Draft<K, V>, T> step) {
    check(key);
    long began = System.nanoTime();
    Entries.Done<K, V, T> done = changed(key, step);
    statistics.looked(done.draft().before() != null, began);
    return done.answer();
  }

  @Override
  public void put(K key, V value) {
    check(key, value);
    change(
        key,
        draft -> {
          draft.setValue(value);
          return null;
        });
  }

  @Override
  public @Nullable V getAndPut(K key, V value) {
    check(key, value);
    return this.<@Nullable V>look(
        key,
        draft -> {
          draft.setValue(value);
          return draft.before();
        });
  }

  @Override
  public void putAll(Map<? extends K, ? extends V> map) {
    open();
    map.forEach(this::check);
    map.forEach(this::put);
  }

  @Override
  public boolean putIfAbsent(K key, V value) {
    check(key, value);
    return look(
        key,
        draft -> {
          if (draft.before() == null) {
            draft.setValue(value);
          }
          return draft.before() == null;
        });
  }

  @Override
  public boolean remove(K key) {
    check(key);
    return change(
        key,
        draft -> {
          draft.remove();
          return draft.before() != null;
        });
  }

  @Override
  public boolean remove(K key, V oldValue) {
    check(key, oldValue);
    return look(
        key,
        draft -> {
          boolean same = same(draft, oldValue);
          if (same) {
            draft.remove();
          }
          return same;
        });
  }

  @Override
  public @Nullable V getAndRemove(K key) {
    return this.<@Nullable V>look(
        key,
        draft -> {
          draft.remove();
          return draft.before();
        });
  }

  @Override
  public boolean replace(K key, V oldValue, V newValue) {
    check(key, oldValue);
    check(key, newValue);
    return look(
        key,
        draft -> {
          boolean same = same(draft, oldValue);
          if (same) {
            draft.setValue(newValue);
          }
          return same;
        });
  }

  /** To compare is to read. */
  private static <K, V> boolean same(Draft<K, V> draft, V expected) {
    return draft.before() != null && expected.equals(draft.getValue());
  }

  @Override
  public boolean replace(K key, V value) {
    return getAndReplace(key, value) != null;
  }

  @Override
  public @Nullable V getAndReplace(K key, V value) {
    check(key, value);
    return this.<@Nullable V>look(
        key,
        draft -> {
          if (draft.before() != null) {
            draft.setValue(value);
          }
          return draft.before();
        });
  }

  @Override
  public void removeAll(Set<? extends K> keys) {
    checkAll(keys);
    keys.forEach(this::remove);
  }

  /** Each entry for itself: Redis goes over all names that it has. */
  @Override
  public void removeAll() {
    open();
    entries.scan().forEachRemaining(entry -> remove(entry.getKey()));
  }

  /** One small record makes all void, and nobody is told which entries there were. */
  @Override
  public void clear() {
    open();
    entries.region().invalidatePrefix("");
  }

  @Override
  public <T extends @Nullable Object> T invoke(
      K key, EntryProcessor<K, V, T> processor, @Nullable Object... arguments) {
    check(key);
    Objects.requireNonNull(processor, "entryProcessor");
    return this.<T>look(
        key,
        draft -> {
          try {
            return processor.process(draft, arguments);
          } catch (EntryProcessorException e) {
            throw e;
          } catch (RuntimeException e) {
            throw new EntryProcessorException(e);
          }
        });
  }

  @Override
  public <T> Map<K, EntryProcessorResult<T>> invokeAll(
      Set<? extends K> keys, EntryProcessor<K, V, T> processor, @Nullable Object... arguments) {
    checkAll(keys);
    Objects.requireNonNull(processor, "entryProcessor");
    Map<K, EntryProcessorResult<T>> results = new LinkedHashMap<>();
    for (K key : keys) {
      try {
        T result = invoke(key, processor, arguments);
        if (result != null) {
          results.put(key, () -> result);
        }
      } catch (RuntimeException e) {
        EntryProcessorException failure =
            e instanceof EntryProcessorException known ? known : new EntryProcessorException(e);
        results.put(
            key,
            () -> {
              throw failure;
            });
      }
    }
    return results;
  }

  // --- the rest ----------------------------------------------------------------------------------

  @Override
  public String getName() {
    return name;
  }

  @Override
  public CacheManager getCacheManager() {
    return manager;
  }

  @Override
  public <C extends Configuration<K, V>> C getConfiguration(Class<C> type) {
    if (!type.isInstance(settings.configuration())) {
      throw new IllegalArgumentException("the configuration of " + name + " is no " + type);
    }
    return type.cast(settings.configuration());
  }

  @Override
  public void registerCacheEntryListener(CacheEntryListenerConfiguration<K, V> configuration) {
    open();
    settings.configuration().addCacheEntryListenerConfiguration(configuration);
    listeners.add(configuration);
  }

  @Override
  public void deregisterCacheEntryListener(CacheEntryListenerConfiguration<K, V> configuration) {
    open();
    settings.configuration().removeCacheEntryListenerConfiguration(configuration);
    listeners.remove(configuration);
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    if (type == Region.class) {
      return type.cast(entries.region());
    }
    if (!type.isInstance(this)) {
      throw new IllegalArgumentException(
          "cache " + name + " is no " + type.getName() + ": ask for " + Region.class.getName());
    }
    return type.cast(this);
  }

  private void check(K key) {
    open();
    Objects.requireNonNull(key, "key");
  }

  private void check(K key, V value) {
    check(key);
    Objects.requireNonNull(value, "value");
  }

  private void checkAll(Set<? extends K> keys) {
    open();
    keys.forEach(this::check);
  }

  private void open() {
    if (closed) {
      throw new IllegalStateException("cache " + name + " is closed");
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      beans.show("CacheConfiguration", CacheMXBean.class, settings, false);
      beans.show("CacheStatistics", CacheStatisticsMXBean.class, statistics, false);
      manager.forget(this);
      forewarm.close(entries.region());
      listeners.close();
      settings.close();
    }
  }

  @Override
  public boolean isClosed() {
    return closed;
  }
}
