package io.forewarm.spring;

import io.forewarm.client.Loaded;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call of a cached method that comes from the region itself: it goes past the cache, which waits
 * for it, and leaves there what is to be stored.
 */
final class WarmCall {
  private static final ThreadLocal<@Nullable WarmCall> CURRENT = new ThreadLocal<>();

  private final String region;
  private final List<String> key;
  private @Nullable Loaded<Object> loaded;

  private WarmCall(String region, List<String> key) {
    this.region = region;
    this.key = key;
  }

  /** Returns the call that this thread makes for a key, or null. */
  static @Nullable WarmCall of(String region, List<String> key) {
    WarmCall current = CURRENT.get();
    return current != null && current.region.equals(region) && current.key.equals(key)
        ? current
        : null;
  }

  /** Makes a call; returns what it has left, or null if it did not come past the cache. */
  static @Nullable Loaded<Object> make(String region, List<String> key, Invocation method)
      throws Exception {
    WarmCall call = new WarmCall(region, key);
    WarmCall around = CURRENT.get();
    CURRENT.set(call);
    try {
      method.invoke();
    } finally {
      CURRENT.set(around);
    }
    return call.loaded;
  }

  void leave(Loaded<Object> brought) {
    loaded = brought;
  }

  /** A call of the bean's method. */
  @FunctionalInterface
  interface Invocation {
    void invoke() throws Exception;
  }
}
