package io.forewarm.client.redis;

import static io.forewarm.client.redis.StoreRig.get;
import static io.forewarm.client.redis.StoreRig.key;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.forewarm.client.codec.Compression;
import io.forewarm.client.codec.CompressionConfig;
import io.forewarm.embedded.Embedded;
import io.forewarm.embedded.EmbeddedRedis;
import io.forewarm.embedded.FaultyRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.api.RedissonClient;
import org.redisson.api.redisnode.RedisNodes;

/**
 * Redis is slow, answers with errors, is gone and comes back: what the guarded store makes of it.
 */
@Tag("integration")
class GuardedStoreTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration AT_ONCE = Duration.ofMillis(900);
  private static final Duration BACK = Duration.ofSeconds(5);
  private static final String NOT_ASKED = "Redis has not answered lately";

  private final FaultyRedis proxy = FaultyRedis.before(Embedded.redis());
  private final GuardedStore store = new GuardedStore(connect(proxy.url(), TIMEOUT));
  private final String key = key();

  @AfterEach
  void close() {
    store.close();
    proxy.close();
  }

  private static RedissonStore connect(String url, Duration timeout) {
    return RedissonStore.connect(
        StoreRig.config(url),
        StoreRig.PREFIX,
        CompressionConfig.of(Compression.NONE),
        new ValueSizes(1 << 20, 64 << 10, 16 << 10, 2),
        timeout);
  }

  private CompletableFuture<LeaseAnswer> acquire() {
    return store.acquire(new LeaseRequest(key, 1, 1_000, LeaseRequest.FRESH, ""));
  }

  /** Asks until the breakers of reads and of writes are open. */
  private void awaitOpen() {
    await().until(() -> notAsked(() -> store.read(key)));
    await().until(() -> notAsked(this::acquire));
  }

  /** Whether some of many commands are refused at once; others may be probes. */
  private static boolean notAsked(Supplier<CompletableFuture<?>> command) {
    List<CompletableFuture<?>> asked = Stream.generate(command).limit(20).toList();
    List<Throwable> failures =
        asked.stream().map(answer -> catchThrowable(() -> get(answer))).toList();
    return failures.stream().anyMatch(failure -> failure.getMessage().startsWith(NOT_ASKED));
  }

  private void awaitWorks() {
    await()
        .atMost(BACK)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              get(store.read(key));
              get(acquire());
            });
  }

  @Test
  void aSlowRedisIsWaitedForUpToTheTimeout() {
    get(store.read(key));
    proxy.delay(Duration.ofMillis(200));
    for (int i = 0; i < 15; i++) {
      assertThat(get(store.read(key))).isNull();
    }
    get(acquire());
    proxy.delay(Duration.ofSeconds(3));
    long began = System.nanoTime();
    assertThatThrownBy(() -> get(store.read(key)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("read of " + key)
        .hasMessageContaining("1000 ms");
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isBetween(AT_ONCE, TIMEOUT.multipliedBy(2));
    proxy.heal();
    awaitWorks();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LOADING Redis is loading the dataset in memory",
        "OOM command not allowed when used memory > 'maxmemory'.",
        "READONLY You can't write against a read only replica.",
        "ERR something else",
      })
  void anErrorIsAStoreExceptionAndManyOpenTheBreaker(String error) {
    get(store.read(key));
    get(acquire());
    proxy.answerErrors(error);
    assertThatThrownBy(() -> get(store.read(key)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("read of " + key);
    assertThatThrownBy(() -> get(acquire())).isInstanceOf(StoreException.class);
    awaitOpen();
    proxy.heal();
    awaitWorks();
  }

  @Test
  void whatIsUnderWayWhenTheConnectionIsCutFailsAtOnce() {
    get(store.read(key));
    proxy.delay(Duration.ofMillis(700));
    CompletableFuture<?> read = store.read(key);
    long began = System.nanoTime();
    proxy.cut();
    assertThatThrownBy(() -> get(read)).isInstanceOf(StoreException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(600));
    proxy.heal();
    awaitWorks();
  }

  @Test
  void comesBackByItselfWhenRedisDoes() {
    get(store.read(key));
    proxy.refuse();
    awaitOpen();
    proxy.heal();
    awaitWorks();
  }

  @Test
  void readsGoOnWhileRedisIsTooFullToWrite() {
    try (EmbeddedRedis full = EmbeddedRedis.start();
        GuardedStore guarded = new GuardedStore(connect(full.url(), TIMEOUT))) {
      get(guarded.seize(key, 1, 60_000));
      assertThat(get(guarded.fill(key, 1, StoreRig.fresh("kept"), 60_000))).isTrue();
      RedissonClient raw = StoreRig.raw(full.url());
      raw.getRedisNodes(RedisNodes.SINGLE).getInstance().setConfig("maxmemory", "1");
      raw.shutdown();
      await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> get(guarded.invalidate(key(), WriteId.NONE, null)))
                      .hasMessageContaining(NOT_ASKED));
      for (int i = 0; i < 100; i++) {
        assertThat(new String(get(guarded.read(key)).payload(), UTF_8)).isEqualTo("kept");
      }
    }
  }

  @Test
  void valuesThatAreTooLargeDoNotOpenTheBreaker() {
    Envelope large = StoreRig.fresh("x".repeat((1 << 20) + 1));
    for (int i = 0; i < 30; i++) {
      assertThatThrownBy(() -> get(store.fill(key, 1, large, 1_000)))
          .hasMessageContaining("above the limit");
    }
    get(acquire());
  }

  @Test
  void whoGivesUpWaitingDoesNotOpenTheBreaker() {
    proxy.delay(Duration.ofMillis(100));
    for (int i = 0; i < 30; i++) {
      store.read(key).cancel(false);
    }
    proxy.heal();
    assertThat(get(store.read(key))).isNull();
  }

  @Test
  void onlySoManyWaitForARedisThatDoesNotAnswer() {
    GuardedStore small = new GuardedStore(connect(proxy.url(), TIMEOUT), 100);
    get(small.read(key));
    proxy.delay(Duration.ofSeconds(3));
    List<CompletableFuture<?>> reads = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      reads.add(small.read(key()));
    }
    assertThat(reads).filteredOn(read -> !read.isDone()).hasSizeLessThanOrEqualTo(100);
    assertThatThrownBy(() -> get(reads.get(999)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("100 commands wait");
    reads.forEach(
        read -> assertThat(catchThrowable(() -> get(read))).isInstanceOf(StoreException.class));
    proxy.heal();
    await().atMost(BACK).ignoreExceptions().untilAsserted(() -> get(small.read(key)));
    small.close();
  }

  @Test
  void aLargeValueFailsWithItsChunks() {
    Envelope large = StoreRig.fresh("x".repeat(200_000));
    get(store.seize(key, 1, 60_000));
    assertThat(get(store.fill(key, 1, large, 60_000))).isTrue();
    assertThat(get(store.read(key)).payload()).hasSize(200_000);
    proxy.delay(Duration.ofSeconds(3));
    long began = System.nanoTime();
    CompletableFuture<?> read = store.read(key);
    CompletableFuture<?> fill = store.fill(key, 1, large, 60_000);
    assertThatThrownBy(() -> get(read)).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> get(fill)).isInstanceOf(StoreException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(TIMEOUT.multipliedBy(3));
    proxy.heal();
    awaitWorks();
    await()
        .atMost(BACK)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(get(store.read(key)).payload()).hasSize(200_000));
  }
}
