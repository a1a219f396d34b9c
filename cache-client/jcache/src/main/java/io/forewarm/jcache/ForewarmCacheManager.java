package io.forewarm.jcache;

import io.forewarm.client.Forewarm;
import io.forewarm.client.ForewarmConfig;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/** The caches over one Redis. Connects with the first cache, and ends its connection itself. */
final class ForewarmCacheManager implements CacheManager {
  private static final String SERVICE = "service";

  private final ForewarmCachingProvider provider;
  private final URI uri;
  private final ClassLoader classes;
  private final Properties properties;
  private final Map<String, ForewarmCache<?, ?>> caches = new ConcurrentHashMap<>();
  private @Nullable Forewarm forewarm;
  private boolean closed;

  ForewarmCacheManager(
      ForewarmCachingProvider provider, URI uri, ClassLoader classes, Properties properties) {
    this.provider = provider;
    this.uri = uri;
    this.classes = classes;
    this.properties = properties;
  }

  @Override
  public CachingProvider getCachingProvider() {
    return provider;
  }

  @Override
  public URI getURI() {
    return uri;
  }

  @Override
  public ClassLoader getClassLoader() {
    return classes;
  }

  @Override
  public Properties getProperties() {
    return properties;
  }

  @Override
  public synchronized <K, V, C extends Configuration<K, V>> Cache<K, V> createCache(
      String name, C configuration) {
    open();
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(configuration, "configuration");
    if (caches.containsKey(name)) {
      throw new CacheException("cache " + name + " is there already: get it by getCache");
    }
    Settings<K, V> settings = Settings.of(configuration);
    ForewarmCache<K, V> cache = new ForewarmCache<>(this, name, settings, forewarm());
    caches.put(name, cache);
    cache.started();
    return cache;
  }

  private Forewarm forewarm() {
    Forewarm known = forewarm;
    if (known == null) {
      known = Forewarm.connect(config());
      forewarm = known;
    }
    return known;
  }

  private ForewarmConfig config() {
    String scheme = String.valueOf(uri.getScheme());
    String redis =
        scheme.startsWith("redis") ? uri.toString() : provider.getDefaultURI().toString();
    return ForewarmConfig.builder(properties.getProperty(SERVICE, "jcache")).redis(redis).build();
  }

  @Override
  @SuppressWarnings("unchecked")
  public <K, V> @Nullable Cache<K, V> getCache(String name, Class<K> keys, Class<V> values) {
    open();
    Objects.requireNonNull(keys, "keyType");
    Objects.requireNonNull(values, "valueType");
    ForewarmCache<?, ?> cache = caches.get(name);
    if (cache == null) {
      return null;
    }
    Settings<?, ?> settings = cache.settings();
    if (!settings.keyType().equals(keys) || !settings.valueType().equals(values)) {
      throw new ClassCastException(
          "cache "
              + name
              + " is of "
              + settings.keyType().getName()
              + " to "
              + settings.valueType().getName()
              + ", not of "
              + keys.getName()
              + " to "
              + values.getName());
    }
    return (Cache<K, V>) cache;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <K, V> @Nullable Cache<K, V> getCache(String name) {
    open();
    return (Cache<K, V>) caches.get(Objects.requireNonNull(name, "name"));
  }

  @Override
  public Iterable<String> getCacheNames() {
    open();
    return List.copyOf(caches.keySet());
  }

  @Override
  public void destroyCache(String name) {
    open();
    ForewarmCache<?, ?> cache = caches.get(Objects.requireNonNull(name, "name"));
    if (cache != null) {
      cache.clear();
      cache.close();
    }
  }

  void forget(ForewarmCache<?, ?> cache) {
    caches.remove(cache.getName(), cache);
  }

  @Override
  public void enableManagement(String name, boolean enabled) {
    open();
    ForewarmCache<?, ?> cache = caches.get(Objects.requireNonNull(name, "name"));
    if (cache != null) {
      cache.enableManagement(enabled);
    }
  }

  @Override
  public void enableStatistics(String name, boolean enabled) {
    open();
    ForewarmCache<?, ?> cache = caches.get(Objects.requireNonNull(name, "name"));
    if (cache != null) {
      cache.enableStatistics(enabled);
    }
  }

  private synchronized void open() {
    if (closed) {
      throw new IllegalStateException("the cache manager of " + uri + " is closed");
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    provider.forget(this);
    caches.values().forEach(ForewarmCache::close);
    if (forewarm != null) {
      forewarm.close();
    }
  }

  @Override
  public synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    return type.cast(type == Forewarm.class ? forewarm() : mine(type));
  }

  private Object mine(Class<?> type) {
    if (!type.isInstance(this)) {
      throw new IllegalArgumentException(
          "a cache manager of Forewarm is no " + type.getName() + ": ask for " + Forewarm.class);
    }
    return this;
  }
}
