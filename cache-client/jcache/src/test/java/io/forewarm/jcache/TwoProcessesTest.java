package io.forewarm.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.embedded.Embedded;
import io.forewarm.embedded.EmbeddedRedis;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;

/** Clients that share nothing but Redis count together, and lose no step. */
class TwoProcessesTest {
  private static final int CLIENTS = 3;
  private static final int STEPS = 60;

  @Test
  void anInvocationIsAtomicBetweenClients() throws Exception {
    List<ForewarmCachingProvider> providers = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try (EmbeddedRedis redis = Embedded.redis()) {
      List<Cache<String, Long>> caches = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        ForewarmCachingProvider provider = new ForewarmCachingProvider();
        providers.add(provider);
        caches.add(
            provider
                .getCacheManager(URI.create(redis.url()), null)
                .createCache(
                    "counts",
                    new MutableConfiguration<String, Long>().setTypes(String.class, Long.class)));
      }
      List<Callable<Integer>> counting = new ArrayList<>();
      caches.forEach(cache -> counting.add(() -> count(cache)));
      int first = 0;
      for (Future<Integer> each : threads.invokeAll(counting)) {
        first += each.get();
      }
      assertThat(caches.get(0).get("hits")).isEqualTo((long) CLIENTS * STEPS);
      assertThat(first).as("one of the clients only was the first for each key").isEqualTo(STEPS);
    } finally {
      providers.forEach(ForewarmCachingProvider::close);
      threads.shutdownNow();
    }
  }

  private static int count(Cache<String, Long> cache) {
    int first = 0;
    for (int i = 0; i < STEPS; i++) {
      cache.invoke(
          "hits",
          (entry, arguments) -> {
            Long before = entry.getValue();
            entry.setValue(before == null ? 1 : before + 1);
            return null;
          });
      first += cache.putIfAbsent("key " + i, 1L) ? 1 : 0;
    }
    return first;
  }
}
