package io.forewarm.client.testing;

import io.forewarm.client.control.ControlListener;
import io.forewarm.client.control.ControlLog;
import io.forewarm.schemas.CacheKey;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The log of a store in memory: every write is told as it happens, so that near entries are always
 * proven. When the clock moves nothing is, since near entries live by another clock.
 */
final class MemoryLog implements ControlLog {
  private static final long BEGIN = System.nanoTime();

  private final MemoryStore store;
  private MemoryStore.@Nullable Watcher watcher;

  MemoryLog(MemoryStore store) {
    this.store = store;
  }

  @Override
  public synchronized void start(ControlListener listener) {
    MemoryStore.Watcher told =
        new MemoryStore.Watcher() {
          @Override
          public void moved() {
            listener.lost();
          }

          @Override
          public void changed(String cacheKey) {
            listener.invalidated(CacheKey.hash(cacheKey));
          }

          @Override
          public void voided(String name, long at) {
            listener.voided(name, at);
          }
        };
    watcher = told;
    store.watch(told);
    listener.current();
  }

  @Override
  public long watermarkNanos() {
    return System.nanoTime();
  }

  @Override
  public long watermarkMillis() {
    return store.now();
  }

  @Override
  public long reachedMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - BEGIN) + 1;
  }

  @Override
  public long ownNanos(long millis) {
    return BEGIN + TimeUnit.MILLISECONDS.toNanos(millis - 1);
  }

  @Override
  public boolean awaitCurrent(Duration limit) {
    return true;
  }

  @Override
  public synchronized void close() {
    if (watcher != null) {
      store.unwatch(watcher);
    }
  }
}
