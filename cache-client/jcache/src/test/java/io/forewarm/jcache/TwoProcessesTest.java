package io.forewarm.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.embedded.EmbeddedRedis;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that share nothing but Redis change the same keys, and lose no step. */
@Timeout(30)
class TwoProcessesTest {
  private static final int CLIENTS = 3;
  private static final int STEPS = 60;

  private final EmbeddedRedis redis = EmbeddedRedis.start();
  private final List<ForewarmCachingProvider> providers = new ArrayList<>();
  private final List<Cache<String, Long>> caches = new ArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);

  @BeforeEach
  void open() {
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
  }

  @AfterEach
  void close() {
    providers.forEach(ForewarmCachingProvider::close);
    threads.shutdownNow();
    redis.close();
  }

  @Test
  void anInvocationIsAtomicBetweenClients() throws Exception {
    List<Callable<Integer>> counting = new ArrayList<>();
    caches.forEach(cache -> counting.add(() -> count(cache)));
    int first = 0;
    for (Future<Integer> each : threads.invokeAll(counting)) {
      first += each.get();
    }
    assertThat(caches.get(0).get("hits")).isEqualTo((long) CLIENTS * STEPS);
    assertThat(first).as("one of the clients only was the first for each key").isEqualTo(STEPS);
  }

  private static int count(Cache<String, Long> cache) {
    int first = 0;
    for (int i = 0; i < STEPS; i++) {
      increment(cache);
      first += cache.putIfAbsent("key " + i, 1L) ? 1 : 0;
    }
    return first;
  }

  private static void increment(Cache<String, Long> cache) {
    cache.invoke(
        "hits",
        (entry, arguments) -> {
          Long before = entry.getValue();
          entry.setValue(before == null ? 1 : before + 1);
          return null;
        });
  }

  @Test
  void oneGoesOverWhatTheOthersHaveStored() {
    Map<String, Long> stored = new HashMap<>();
    for (int i = 0; i < 100; i++) {
      caches.get(i % CLIENTS).put("key:" + i, (long) i);
      stored.put("key:" + i, (long) i);
    }
    Map<String, Long> found = new HashMap<>();
    caches.get(0).forEach(entry -> found.put(entry.getKey(), entry.getValue()));
    assertThat(found).isEqualTo(stored);
    caches.get(1).removeAll();
    assertThat(caches.get(2)).isEmpty();
  }
}
