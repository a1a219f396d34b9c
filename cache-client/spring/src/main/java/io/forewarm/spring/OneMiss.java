package io.forewarm.spring;

import io.forewarm.client.Lookup;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The lookup of one call, on whatever thread it ends. */
final class OneMiss implements Misses {
  private final AtomicReference<@Nullable Lookup<Object>> open = new AtomicReference<>();

  @Override
  public void remember(List<String> key, Lookup<Object> miss) {
    Lookup<Object> before = open.getAndSet(miss);
    if (before != null) {
      before.close();
    }
  }

  @Override
  public @Nullable Lookup<Object> take(List<String> key) {
    return open.getAndSet(null);
  }
}
