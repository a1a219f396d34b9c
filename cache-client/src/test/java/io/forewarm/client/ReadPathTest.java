package io.forewarm.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.forewarm.client.codec.Codec;
import io.forewarm.client.events.EventSink;
import io.forewarm.client.redis.Envelope;
import io.forewarm.client.testing.MemoryStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadPathTest {
  private static final String CACHE_KEY = "things:a";

  private final MemoryStore store = new MemoryStore();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final SlowOrigin origin = new SlowOrigin();
  private final Forewarm forewarm =
      new Forewarm(
          "client",
          ForewarmConfig.builder("service").meters(meters).build(),
          store,
          EventSink.NONE,
          new RedisVoidLog(store),
          null);

  @AfterEach
  void close() {
    forewarm.close();
  }

  private Region<String, String> open(Duration soft, Duration timeout) {
    return forewarm.open(
        RegionConfig.builder("things", String.class, "{id}")
            .codec(Codec.utf8())
            .softTtl(soft)
            .hardTtl(soft.multipliedBy(10))
            .ttlJitter(0)
            .beta(0)
            .failures(FailurePolicy.DEFAULT.retries(0))
            .timeout(timeout)
            .asyncLoader(origin)
            .build());
  }

  private Region<String, String> open() {
    return open(Duration.ofSeconds(10), Duration.ofSeconds(10));
  }

  private double reads(String layer) {
    return meters.get("forewarm.client.reads").tag("layer", layer).functionCounter().count();
  }

  private static Envelope present(Envelope stored) {
    assertThat(stored).isNotNull();
    return stored;
  }

  @Test
  void loadsOnceAndThenAnswersFromRedis() {
    origin.instant();
    Region<String, String> region = open();

    assertThat(region.get("a")).isEqualTo("v0");
    assertThat(region.get("a")).isEqualTo("v0");

    assertThat(origin.loads()).isEqualTo(1);
    assertThat(reads("origin")).isEqualTo(1);
    assertThat(reads("redis")).isEqualTo(1);
  }

  @Test
  void thousandReadersShareOneLoad() {
    Region<String, String> region = open();
    List<CompletableFuture<String>> readers = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      readers.add(region.getAsync("a"));
    }
    await().until(() -> origin.pending() == 1);

    origin.answer();

    assertThat(readers).allSatisfy(reader -> assertThat(reader.join()).isEqualTo("v0"));
    assertThat(origin.loads()).isEqualTo(1);
  }

  @Test
  void servesStaleWhileOneRefreshes() {
    Region<String, String> region = open();
    CompletableFuture<String> first = region.getAsync("a");
    await().until(() -> origin.pending() == 1);
    origin.answer();
    first.join();
    origin.write("v1");
    store.advance(11_000);

    for (int i = 0; i < 50; i++) {
      assertThat(region.get("a")).isEqualTo("v0");
    }
    await().until(() -> origin.pending() == 1);
    assertThat(origin.loads()).isEqualTo(2);
    origin.answer();

    await().until(() -> "v1".equals(region.get("a")));
    assertThat(origin.loads()).isEqualTo(2);
  }

  @Test
  void nothingThatWasLoadedBeforeAnInvalidationIsStoredAfterIt() {
    Region<String, String> region = open();
    CompletableFuture<String> before = region.getAsync("a");
    await().until(() -> origin.pending() == 1);
    origin.write("v1");
    region.invalidate("a");
    CompletableFuture<String> after = region.getAsync("a");

    origin.answer();
    await().until(() -> origin.pending() == 1);
    assertThat(before.join()).as("began before the write").isEqualTo("v0");
    assertThat(store.holdsValue(CACHE_KEY)).isFalse();
    assertThat(after).isNotDone();

    origin.answer();
    assertThat(after.join()).as("began after the write").isEqualTo("v1");
    assertThat(new String(present(store.stored(CACHE_KEY)).payload(), UTF_8)).isEqualTo("v1");
    assertThat(origin.loads()).isEqualTo(2);
  }

  @Test
  void absenceIsCachedToo() {
    Region<String, String> region = open();
    CompletableFuture<String> first = region.getAsync("a");
    await().until(() -> origin.pending() == 1);
    origin.write("unused");
    assertThat(first).isNotDone();
    origin.answer();
    first.join();

    region.update("a", () -> null);

    assertThat(region.get("a")).isNull();
    assertThat(origin.loads()).isEqualTo(1);
    assertThat(present(store.stored(CACHE_KEY)).state()).isEqualTo(Envelope.State.ABSENT);
  }

  @Test
  void anUpdateIsWhatTheNextReaderGets() {
    origin.instant();
    Region<String, String> region = open();
    region.get("a");

    region.update(
        "a",
        () -> {
          origin.write("v1");
          return "v1";
        });

    assertThat(region.get("a")).isEqualTo("v1");
    assertThat(origin.loads()).isEqualTo(1);
  }

  @Test
  void aFailedUpdateLeavesNothingCached() {
    origin.instant();
    Region<String, String> region = open();
    region.get("a");

    assertThatThrownBy(
            () ->
                region.update(
                    "a",
                    () -> {
                      throw new IllegalStateException("constraint violated");
                    }))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining(CACHE_KEY)
        .hasMessageContaining("constraint violated");

    region.get("a");
    assertThat(origin.loads()).isEqualTo(2);
  }

  @Test
  void aKeyThatIsReadOftenMovesIntoTheNearCache() {
    origin.instant();
    Region<String, String> region = open();
    for (int i = 0; i < 1000; i++) {
      region.get("a");
    }

    assertThat(reads("near")).isGreaterThan(900);
    assertThat(store.reads()).isLessThan(100);
  }

  @Test
  void anInvalidationIsSeenByTheNearCacheAtOnce() {
    origin.instant();
    Region<String, String> region = open();
    for (int i = 0; i < 100; i++) {
      region.get("a");
    }
    assertThat(reads("near")).isPositive();

    origin.write("v1");
    region.invalidate("a");

    assertThat(region.get("a")).isEqualTo("v1");
  }

  @Test
  void withoutRedisTheOriginAnswersAndTheFailureIsNotTheCallersAffair() {
    origin.instant();
    Region<String, String> region = open();
    store.breakDown(true);

    assertThat(region.get("a")).isEqualTo("v0");
    assertThat(region.getAll(List.of("a", "b"))).containsOnlyKeys("a", "b");

    store.breakDown(false);
    assertThat(region.get("c")).isEqualTo("v0");
    assertThat(store.stored("things:c")).isNotNull();
  }

  @Test
  void withoutRedisNoReaderIsAnsweredByALoadThatBeganBeforeAWrite() {
    Region<String, String> region = open().with(CallOptions.DEFAULT.withoutNear());
    store.breakDown(true);
    CompletableFuture<String> before = region.getAsync("a");
    await().until(() -> origin.pending() == 1);
    origin.write("v1");
    CompletableFuture<String> after = region.getAsync("a");

    origin.answer();
    assertThat(before.join()).isEqualTo("v0");
    await().until(() -> origin.pending() == 1);
    origin.answer();

    assertThat(after.join()).isEqualTo("v1");
  }

  @Test
  void whoJoinsARefreshThatLosesRedisIsAnsweredByTheOrigin() {
    Region<String, String> region = open();
    CompletableFuture<String> first = region.getAsync("a");
    await().until(() -> origin.pending() == 1);
    origin.answer();
    first.join();
    store.advance(11_000);
    store.refuseLeases(true);

    assertThat(region.get("a")).isEqualTo("v0");
    await().until(() -> origin.pending() == 1);
    store.erase();
    CompletableFuture<String> joined = region.getAsync("a");
    origin.answer();

    await().until(() -> joined.isDone() || origin.pending() == 1);
    if (!joined.isDone()) {
      origin.answer();
    }
    assertThat(joined.join()).isEqualTo("v0");
  }

  @Test
  void anInvalidationThatNobodyCanKeepIsSaid() {
    Region<String, String> region = open();
    store.breakDown(true);

    assertThatThrownBy(() -> region.invalidate("a"))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("Redis does not answer")
        .hasMessageContaining(CACHE_KEY);
  }

  @Test
  void aFailingOriginIsNamedAndNotHammered() {
    Region<String, String> region = open();
    CompletableFuture<String> first = region.getAsync("a");
    await().until(() -> origin.pending() == 1);
    origin.fail("table is locked");

    assertThatThrownBy(first::join)
        .cause()
        .isInstanceOf(CacheException.class)
        .hasMessageContaining(CACHE_KEY)
        .hasMessageContaining("table is locked");
    assertThatThrownBy(() -> region.get("a")).hasMessageContaining("failed a moment ago");
    assertThat(origin.loads()).isEqualTo(1);
  }

  @Test
  void aFailingRefreshLeavesTheStaleValueInPlace() {
    Region<String, String> region = open();
    CompletableFuture<String> first = region.getAsync("a");
    await().until(() -> origin.pending() == 1);
    origin.answer();
    first.join();
    store.advance(11_000);

    assertThat(region.get("a")).isEqualTo("v0");
    await().until(() -> origin.pending() == 1);
    origin.fail("down");

    assertThat(region.get("a")).isEqualTo("v0");
  }

  @Test
  void nobodyWaitsLongerThanTheRegionAllows() {
    Region<String, String> region = open(Duration.ofSeconds(10), Duration.ofMillis(50));

    assertThatThrownBy(() -> region.get("a"))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("timeout");
  }

  @Test
  void manyKeysAreReadAtOnce() {
    origin.instant();
    Region<String, String> region = open();
    region.get("a");

    assertThat(region.getAll(List.of("a", "b", "c"))).containsOnlyKeys("a", "b", "c");
    assertThat(origin.loads()).isEqualTo(3);
  }

  @Test
  void aRegionIsOpenedOnce() {
    open();
    assertThatThrownBy(this::open).hasMessageContaining("open already");
  }
}
