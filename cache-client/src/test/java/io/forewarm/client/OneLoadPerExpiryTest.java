package io.forewarm.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.codec.Codec;
import io.forewarm.embedded.Embedded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** However many readers miss a key at once, in however many clients, the origin is asked once. */
@Tag("integration")
class OneLoadPerExpiryTest {
  private static final int CLIENTS = 4;
  private static final int THREADS = 16;
  private static final int ROUNDS = 10;
  private static final Duration LOAD = Duration.ofMillis(100);

  private final AtomicInteger loads = new AtomicInteger();
  private final List<Forewarm> clients = new ArrayList<>();
  private final ExecutorService readers = Executors.newFixedThreadPool(CLIENTS * THREADS);

  @AfterEach
  void close() {
    readers.shutdownNow();
    clients.forEach(Forewarm::close);
  }

  private List<Region<String, String>> open() {
    List<Region<String, String>> regions = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Forewarm client =
          Forewarm.connect(ForewarmConfig.builder("test").redis(Embedded.redis().url()).build());
      clients.add(client);
      regions.add(
          client.open(
              RegionConfig.builder("stampede", String.class, "{id}")
                  .codec(Codec.utf8())
                  .loader(this::load)
                  .build()));
    }
    return regions;
  }

  private String load(String key) {
    loads.incrementAndGet();
    LockSupport.parkNanos(LOAD.toNanos());
    return "value of " + key;
  }

  @Test
  void manyClientsShareOneLoad() {
    List<Region<String, String>> regions = open();
    for (int round = 1; round <= ROUNDS; round++) {
      String key = UUID.randomUUID().toString();
      CountDownLatch start = new CountDownLatch(1);
      List<CompletableFuture<String>> answers = new ArrayList<>();
      for (Region<String, String> region : regions) {
        for (int i = 0; i < THREADS; i++) {
          answers.add(CompletableFuture.supplyAsync(() -> read(region, key, start), readers));
        }
      }
      start.countDown();
      assertThat(answers).allSatisfy(it -> assertThat(it.join()).isEqualTo("value of " + key));
      assertThat(loads).as("loads after round %s", round).hasValue(round);
    }
  }

  private static String read(Region<String, String> region, String key, CountDownLatch start) {
    try {
      start.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return region.get(key);
  }
}
