package io.forewarm.spring;

import io.forewarm.client.Loaded;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.interceptor.CacheOperationInvoker.ThrowableWrapper;

/**
 * A cache as one call of a {@code @Cacheable} method uses it. What it puts it has read, and so is
 * stored only if nothing was written since its lookup; it never is a write.
 */
final class CallCache extends ForewarmCache {
  private final Call call;
  private final Misses misses;

  private CallCache(String name, SpringRegions regions, Misses misses, Call call) {
    super(name, regions, misses);
    this.call = call;
    this.misses = misses;
  }

  static CallCache of(String name, SpringRegions regions, Call call) {
    return new CallCache(name, regions, new OneMiss(), call);
  }

  @Override
  Loaded<Object> decide(@Nullable Object value) {
    return call.loaded(value);
  }

  /** Spring takes this off again, and throws what the method has thrown. */
  @Override
  Throwable wrapped(Throwable thrown) {
    return new ThrowableWrapper(thrown);
  }

  @Override
  public void put(Object key, @Nullable Object value) {
    var miss = misses.take(region().key(key));
    if (miss != null) {
      miss.fill(decide(value));
    }
  }
}
