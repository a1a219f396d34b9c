package io.forewarm.jcache;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.WeakHashMap;
import javax.cache.CacheManager;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * Forewarm as a JCache provider. The URI of a cache manager is the address of its Redis, {@code
 * redis://host:port} or {@code rediss://host:port}.
 */
public class ForewarmCachingProvider implements CachingProvider {
  /** System property with the address of the Redis of the default cache manager. */
  public static final String DEFAULT_REDIS = "forewarm.jcache.redis";

  private final Map<ClassLoader, Map<URI, ForewarmCacheManager>> managers = new WeakHashMap<>();

  /** For {@link java.util.ServiceLoader}. */
  public ForewarmCachingProvider() {}

  @Override
  public synchronized CacheManager getCacheManager(
      @Nullable URI uri, @Nullable ClassLoader loader, @Nullable Properties properties) {
    URI redis = uri == null ? getDefaultURI() : uri;
    ClassLoader classes = loader == null ? getDefaultClassLoader() : loader;
    return managers
        .computeIfAbsent(classes, unused -> new HashMap<>())
        .computeIfAbsent(
            redis,
            unused ->
                new ForewarmCacheManager(
                    this, redis, classes, properties == null ? new Properties() : properties));
  }

  @Override
  public CacheManager getCacheManager(@Nullable URI uri, @Nullable ClassLoader loader) {
    return getCacheManager(uri, loader, null);
  }

  @Override
  public CacheManager getCacheManager() {
    return getCacheManager(null, null, null);
  }

  @Override
  public ClassLoader getDefaultClassLoader() {
    return ForewarmCachingProvider.class.getClassLoader();
  }

  @Override
  public URI getDefaultURI() {
    return URI.create(System.getProperty(DEFAULT_REDIS, "redis://127.0.0.1:6379"));
  }

  @Override
  public Properties getDefaultProperties() {
    return new Properties();
  }

  @Override
  public void close() {
    all().forEach(ForewarmCacheManager::close);
  }

  private synchronized List<ForewarmCacheManager> all() {
    return managers.values().stream().flatMap(of -> of.values().stream()).toList();
  }

  @Override
  public void close(@Nullable ClassLoader loader) {
    ClassLoader classes = loader == null ? getDefaultClassLoader() : loader;
    all().stream()
        .filter(manager -> manager.getClassLoader().equals(classes))
        .forEach(ForewarmCacheManager::close);
  }

  @Override
  public void close(@Nullable URI uri, @Nullable ClassLoader loader) {
    ClassLoader classes = loader == null ? getDefaultClassLoader() : loader;
    URI redis = uri == null ? getDefaultURI() : uri;
    all().stream()
        .filter(manager -> manager.getClassLoader().equals(classes))
        .filter(manager -> manager.getURI().equals(redis))
        .forEach(ForewarmCacheManager::close);
  }

  synchronized void forget(ForewarmCacheManager manager) {
    Map<URI, ForewarmCacheManager> of = managers.get(manager.getClassLoader());
    if (of != null) {
      of.remove(manager.getURI(), manager);
    }
  }

  @Override
  public boolean isSupported(OptionalFeature feature) {
    return false; // values are bytes in Redis: what is read is always a copy
  }
}
