package io.forewarm.local.check;

import io.forewarm.client.redis.ValueStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A store that, while it is armed, says of one invalidation in a thousand only that it is done. */
final class ForgetfulStore {
  private static final int ONE_IN = 1_000;

  private final ValueStore store;
  private final AtomicLong asked = new AtomicLong();
  private final Set<String> forgotten = ConcurrentHashMap.newKeySet();
  private volatile boolean armed;

  ForgetfulStore(ValueStore store) {
    this.store = store;
  }

  void armed(boolean on) {
    armed = on;
  }

  /** Keys that were not invalidated. */
  Set<String> forgotten() {
    return Set.copyOf(forgotten);
  }

  ValueStore proxy() {
    return (ValueStore)
        Proxy.newProxyInstance(
            ValueStore.class.getClassLoader(),
            new Class<?>[] {ValueStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("invalidate") && forgets()) {
                forgotten.add(String.valueOf(arguments[0]));
                return CompletableFuture.completedFuture(true);
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private boolean forgets() {
    return armed && asked.incrementAndGet() % ONE_IN == 0;
  }
}
