package io.forewarm.client.redis;

import static io.forewarm.client.redis.StoreRig.get;
import static io.forewarm.client.redis.StoreRig.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.forewarm.client.codec.CompressionConfig;
import io.forewarm.client.redis.LeaseAnswer.Granted;
import io.forewarm.client.redis.LeaseAnswer.Wait;
import io.forewarm.embedded.EmbeddedRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;

/** Redis stops, freezes, restarts, was never there: calls fail in time, and it mends by itself. */
@Tag("integration")
class OutageTest {
  /** The timeout is 1 s; the machine may be slow. */
  private static final Duration IN_TIME = Duration.ofSeconds(3);

  private static final Duration BACK = Duration.ofSeconds(5);

  private final EmbeddedRedis redis = EmbeddedRedis.start();

  @AfterEach
  void stop() {
    redis.close();
  }

  private RedissonStore connect() {
    return RedissonStore.connect(
        StoreRig.config(redis.url()), "fw:", CompressionConfig.DEFAULT, Duration.ofSeconds(1));
  }

  private static List<CompletableFuture<?>> everything(RedissonStore store) {
    String key = key();
    return List.of(
        store.read(key),
        store.readAll(List.of(key, key())),
        store.acquire(new LeaseRequest(key, 1, 1_000, LeaseRequest.FRESH, "")),
        store.renew(key, 1, 1_000),
        store.release(key, 1),
        store.fill(key, 1, StoreRig.fresh("x"), 1_000),
        store.seize(key, 1, 1_000),
        store.replace(key, StoreRig.versioned(1, "x"), 1_000),
        store.invalidate(key, WriteId.NONE, null));
  }

  private static void assertEverythingFailsInTime(RedissonStore store) {
    long began = System.nanoTime();
    List<CompletableFuture<?>> answers = everything(store);
    for (CompletableFuture<?> answer : answers) {
      assertThatThrownBy(() -> get(answer)).isInstanceOf(StoreException.class);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(IN_TIME);
  }

  private static void awaitWorks(RedissonStore store) {
    await()
        .atMost(BACK)
        .ignoreExceptions()
        .untilAsserted(() -> everything(store).forEach(StoreRig::get));
  }

  @Test
  void failsInTimeWhileStoppedForTenSecondsAndMendsByItself() {
    try (RedissonStore store = connect()) {
      everything(store).forEach(StoreRig::get);
      redis.stop();
      await()
          .during(Duration.ofSeconds(10))
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertEverythingFailsInTime(store));
      redis.restart();
      awaitWorks(store);
    }
  }

  @Test
  void failsInTimeWhileFrozen() {
    try (RedissonStore store = connect()) {
      everything(store).forEach(StoreRig::get);
      redis.pause();
      assertEverythingFailsInTime(store);
      List<CompletableFuture<?>> crowd = new ArrayList<>();
      for (int i = 0; i < 2_000; i++) {
        crowd.add(store.read(key()));
      }
      long began = System.nanoTime();
      crowd.forEach(
          read -> assertThat(catchThrowable(() -> get(read))).isInstanceOf(StoreException.class));
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(IN_TIME);
      redis.resume();
      awaitWorks(store);
    }
  }

  @Test
  void redisMayComeLater() {
    redis.stop();
    long began = System.nanoTime();
    try (RedissonStore store = connect()) {
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
      assertEverythingFailsInTime(store);
      List<String> woken = new CopyOnWriteArrayList<>();
      store.onWake("me", woken::add);
      redis.restart();
      awaitWorks(store);
      await().atMost(BACK).until(() -> wakes(store, woken));
    }
  }

  @Test
  void wakesAgainAfterARestart() {
    try (RedissonStore store = connect()) {
      List<String> woken = new CopyOnWriteArrayList<>();
      store.onWake("me", woken::add);
      await().atMost(BACK).until(() -> wakes(store, woken));
      redis.restart();
      awaitWorks(store);
      woken.clear();
      await().atMost(BACK).ignoreExceptions().until(() -> wakes(store, woken));
    }
  }

  private static boolean wakes(RedissonStore store, List<String> woken) {
    String key = key();
    assertThat(get(store.acquire(new LeaseRequest(key, 1, 60_000, -1, ""))))
        .isInstanceOf(Granted.class);
    assertThat(get(store.acquire(new LeaseRequest(key, 2, 60_000, -1, "me"))))
        .isInstanceOf(Wait.class);
    get(store.release(key, 1));
    return !woken.isEmpty();
  }

  @Test
  void aRedisThatForgotItsScriptsIsToldAgain() {
    RedissonClient raw = StoreRig.raw(redis.url());
    try (RedissonStore store = connect()) {
      everything(store).forEach(StoreRig::get);
      RScript scripts = raw.getScript();
      scripts.scriptFlush();
      assertThat(scripts.scriptExists(Script.ACQUIRE.sha1())).containsExactly(false);
      everything(store).forEach(StoreRig::get);
      assertThat(scripts.scriptExists(Script.ACQUIRE.sha1())).containsExactly(true);
    } finally {
      raw.shutdown();
    }
  }

  @Test
  void failsAtOnceWhenClosed() {
    RedissonStore store = connect();
    store.close();
    assertEverythingFailsInTime(store);
  }
}
