package io.forewarm.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.codec.Codec;
import io.forewarm.client.codec.CompressionConfig;
import io.forewarm.client.redis.RedissonStore;
import io.forewarm.embedded.EmbeddedRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/**
 * Two clients read, invalidate, update and put the same keys at random moments, loads and writes
 * pause in between, and Redis loses keys. Whatever meets: nothing older than the last write that
 * has returned is ever stored, or answers a reader who began after it.
 */
class InterleavingTest {
  private static final int AT_ONCE = 48;
  private static final int CLIENTS = 2;
  private static final int OPERATIONS = 8;
  private static final int SPREAD_MICROS = 8_000;
  private static final int PAUSE_MICROS = 3_000;
  private static final int FLUSH_EVERY = 500;

  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
  private final EmbeddedRedis redis = EmbeddedRedis.start();
  private final RedissonClient raw = Redisson.create(config());
  private final RedissonStore store =
      RedissonStore.connect(config(), "fw:", CompressionConfig.DEFAULT, Duration.ofSeconds(10));
  private final List<Forewarm> clients =
      IntStream.range(0, CLIENTS)
          .mapToObj(
              any -> Forewarm.connect(ForewarmConfig.builder("test").redis(redis.url()).build()))
          .toList();
  private final List<Region<String, Long>> regions = clients.stream().map(this::open).toList();
  private final Map<String, Trial> trials = new ConcurrentHashMap<>();
  private final AtomicInteger overtaken = new AtomicInteger();

  private Config config() {
    Config config = new Config();
    config.useSingleServer().setAddress(redis.url());
    return config;
  }

  private Region<String, Long> open(Forewarm client) {
    return client.open(
        RegionConfig.builder("raced", String.class, "{id}")
            .codec(Codec.json(Long.class))
            .version(Long::longValue)
            .nearBytes(0)
            .softTtl(Duration.ofMinutes(10))
            .asyncLoader(key -> trials.get(key).load())
            .build());
  }

  @AfterEach
  void close() {
    clients.forEach(Forewarm::close);
    timer.shutdownNow();
    store.close();
    raw.shutdown();
    redis.close();
  }

  @Test
  @Tag("integration")
  void nothingOldIsStoredInTenThousandInterleavings() throws InterruptedException {
    run(10_000);
  }

  @Test
  @Tag("proof")
  void norInAMillion() throws InterruptedException {
    run(1_000_000);
  }

  private void run(int interleavings) throws InterruptedException {
    Semaphore places = new Semaphore(AT_ONCE);
    AtomicInteger stored = new AtomicInteger();
    Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < interleavings && faults.isEmpty(); i++) {
      places.acquire();
      new Trial(i)
          .run()
          .whenComplete(
              (found, fault) -> {
                if (fault != null) {
                  faults.add(fault);
                } else if (found) {
                  stored.incrementAndGet();
                }
                places.release();
              });
    }
    places.acquire(AT_ONCE);

    assertThat(faults).isEmpty();
    assertThat(stored.get()).isBetween(interleavings / 10, interleavings - interleavings / 10);
    assertThat(overtaken.get()).isGreaterThan(interleavings / 50);
  }

  /** One key, and what happens to it. */
  private final class Trial {
    private final long seed;
    private final Random random;
    private final String key = UUID.randomUUID().toString();
    private final AtomicLong origin = new AtomicLong(1);

    /** The highest version whose write has returned. */
    private final AtomicLong floor = new AtomicLong();

    Trial(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    /** Returns whether a value was stored in the end. */
    CompletableFuture<Boolean> run() {
      trials.put(key, this);
      List<CompletableFuture<?>> all = new ArrayList<>();
      for (int i = 0; i < OPERATIONS; i++) {
        Operation operation = operation();
        CompletableFuture<Void> done = new CompletableFuture<>();
        timer.schedule(
            () ->
                operation
                    .begin()
                    .whenComplete(
                        (any, failure) -> {
                          if (failure == null) {
                            done.complete(null);
                          } else {
                            done.completeExceptionally(failure);
                          }
                        }),
            random.nextInt(SPREAD_MICROS),
            TimeUnit.MICROSECONDS);
        all.add(done);
      }
      return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
          .thenCompose(done -> stored())
          .whenComplete((found, fault) -> trials.remove(key));
    }

    private Operation operation() {
      Region<String, Long> region = regions.get(random.nextInt(CLIENTS));
      long pause = random.nextInt(PAUSE_MICROS);
      if (random.nextInt(FLUSH_EVERY) == 0) {
        return () -> raw.getKeys().flushallAsync();
      }
      return switch (random.nextInt(9)) {
        case 0 -> () -> invalidate(region);
        case 1 -> () -> update(region, pause);
        case 2 -> () -> put(region, pause);
        case 3 -> () -> raw.getKeys().deleteAsync("fw:v:{raced:" + key + "}");
        case 4 -> () -> all(region);
        default -> () -> read(region);
      };
    }

    private CompletionStage<?> read(Region<String, Long> region) {
      long least = floor.get();
      return region.getAsync(key).thenAccept(value -> assertNotOlder(value, least));
    }

    private CompletionStage<?> all(Region<String, Long> region) {
      long least = floor.get();
      return region
          .getAllAsync(List.of(key))
          .thenAccept(values -> assertNotOlder(values.get(key), least));
    }

    private CompletionStage<?> invalidate(Region<String, Long> region) {
      long written = origin.incrementAndGet();
      return region.invalidateAsync(key).thenRun(() -> returned(written));
    }

    private CompletionStage<?> update(Region<String, Long> region, long pause) {
      return region
          .updateAsync(key, () -> after(pause).thenApply(any -> origin.incrementAndGet()))
          .thenAccept(this::returned);
    }

    /** The value may reach the cache long after the origin, when others have been written. */
    private CompletionStage<?> put(Region<String, Long> region, long pause) {
      long written = origin.incrementAndGet();
      return after(pause)
          .thenCompose(any -> region.putAsync(key, written, written))
          .thenRun(() -> returned(written));
    }

    /** The origin answers with what it held before the pause. */
    CompletionStage<Long> load() {
      long now = origin.get();
      long writes = floor.get();
      return after(random.nextInt(PAUSE_MICROS))
          .thenApply(
              any -> {
                if (floor.get() > writes) {
                  overtaken.incrementAndGet();
                }
                return now;
              });
    }

    private CompletableFuture<Void> after(long micros) {
      CompletableFuture<Void> over = new CompletableFuture<>();
      timer.schedule(() -> over.complete(null), micros, TimeUnit.MICROSECONDS);
      return over;
    }

    private void returned(long written) {
      floor.accumulateAndGet(written, Math::max);
    }

    private CompletableFuture<Boolean> stored() {
      return store
          .read("raced:" + key)
          .thenApply(
              entry -> {
                if (entry == null || !entry.answers()) {
                  return false;
                }
                long version = Long.parseLong(new String(entry.payload(), UTF_8));
                assertThat(version)
                    .as("stored in interleaving %d", seed)
                    .isGreaterThanOrEqualTo(floor.get());
                return true;
              });
    }

    private void assertNotOlder(Long value, long least) {
      assertThat(value).as("a read of interleaving %d", seed).isGreaterThanOrEqualTo(least);
    }
  }

  @FunctionalInterface
  private interface Operation {
    CompletionStage<?> begin();
  }
}
