package io.forewarm.jcache;

import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import javax.cache.management.CacheMXBean;
import org.jspecify.annotations.Nullable;

/** The configuration of a cache, and what its factories made; also what JMX shows of it. */
final class Settings<K, V> implements CacheMXBean {
  private final MutableConfiguration<K, V> configuration;
  private final ExpiryPolicy expiry;
  private final @Nullable CacheLoader<K, V> loader;
  private final @Nullable CacheWriter<? super K, ? super V> writer;

  private Settings(MutableConfiguration<K, V> configuration) {
    this.configuration = configuration;
    this.expiry = configuration.getExpiryPolicyFactory().create();
    this.loader = made(configuration.getCacheLoaderFactory());
    this.writer = made(configuration.getCacheWriterFactory());
  }

  static <K, V> Settings<K, V> of(Configuration<K, V> given) {
    MutableConfiguration<K, V> copy =
        given instanceof CompleteConfiguration<K, V> complete
            ? new MutableConfiguration<>(complete)
            : new MutableConfiguration<K, V>()
                .setTypes(given.getKeyType(), given.getValueType())
                .setStoreByValue(given.isStoreByValue());
    if (!copy.isStoreByValue()) {
      throw new UnsupportedOperationException(
          "values are bytes in Redis, nothing is stored by reference: setStoreByValue(true)");
    }
    return new Settings<>(copy);
  }

  private static <T> @Nullable T made(@Nullable Factory<T> factory) {
    return factory == null ? null : factory.create();
  }

  MutableConfiguration<K, V> configuration() {
    return configuration;
  }

  Class<K> keyType() {
    return configuration.getKeyType();
  }

  Class<V> valueType() {
    return configuration.getValueType();
  }

  ExpiryPolicy expiry() {
    return expiry;
  }

  @Nullable CacheLoader<K, V> loader() {
    return loader;
  }

  /** Null: nothing is written through. */
  @Nullable CacheWriter<? super K, ? super V> writer() {
    return configuration.isWriteThrough() ? writer : null;
  }

  /** Closes what its factories made, where that can be closed. */
  void close() {
    Closing.of(expiry);
    Closing.of(loader);
    Closing.of(writer);
  }

  @Override
  public String getKeyType() {
    return keyType().getName();
  }

  @Override
  public String getValueType() {
    return valueType().getName();
  }

  @Override
  public boolean isReadThrough() {
    return configuration.isReadThrough();
  }

  @Override
  public boolean isWriteThrough() {
    return configuration.isWriteThrough();
  }

  @Override
  public boolean isStoreByValue() {
    return configuration.isStoreByValue();
  }

  @Override
  public boolean isStatisticsEnabled() {
    return configuration.isStatisticsEnabled();
  }

  @Override
  public boolean isManagementEnabled() {
    return configuration.isManagementEnabled();
  }
}
