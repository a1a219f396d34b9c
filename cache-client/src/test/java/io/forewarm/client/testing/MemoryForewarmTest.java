package io.forewarm.client.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.forewarm.client.CacheException;
import io.forewarm.client.FailurePolicy;
import io.forewarm.client.Region;
import io.forewarm.client.RegionConfig;
import io.forewarm.client.codec.Codec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryForewarmTest {
  private final MemoryStore redis = new MemoryStore();
  private final MemoryForewarm one = new MemoryForewarm(redis);
  private final MemoryForewarm other = new MemoryForewarm(redis);
  private final Map<String, String> table = new ConcurrentHashMap<>(Map.of("a", "v0", "b", "v0"));
  private final FaultyOrigin<String, String> origin = new FaultyOrigin<>(table::get, 1);

  @AfterEach
  void close() {
    origin.healthy();
    one.close();
    other.close();
  }

  private Region<String, String> open(MemoryForewarm client) {
    return client.open(
        RegionConfig.builder("things", String.class, "{id}")
            .codec(Codec.utf8())
            .softTtl(Duration.ofSeconds(10))
            .hardTtl(Duration.ofSeconds(60))
            .ttlJitter(0)
            .beta(0)
            .failures(FailurePolicy.DEFAULT.retries(0))
            .tags((key, value) -> List.of("all"))
            .loader(origin)
            .build());
  }

  private static void heat(Region<String, String> region) {
    for (int i = 0; i < 100; i++) {
      region.get("a");
    }
  }

  @Test
  void twoClientsShareWhatIsStored() {
    open(one).get("a");
    open(other).get("a");

    assertThat(origin.calls()).isEqualTo(1);
  }

  @Test
  void aWriteOfOneClientIsSeenByTheNearCacheOfTheOther() {
    Region<String, String> mine = open(one);
    Region<String, String> theirs = open(other);
    heat(theirs);
    int reads = redis.reads();
    assertThat(theirs.get("a")).isEqualTo("v0");
    assertThat(redis.reads()).as("the near cache answers").isEqualTo(reads);

    mine.update(
        "a",
        () -> {
          table.put("a", "v1");
          return "v1";
        });

    assertThat(theirs.get("a")).isEqualTo("v1");
    assertThat(origin.calls()).isEqualTo(1);
  }

  @Test
  void aStaleValueAnswersUntilItsHardExpiry() {
    Region<String, String> region = open(one);
    heat(region);
    origin.down();

    one.advance(Duration.ofSeconds(59));
    assertThat(region.get("a")).isEqualTo("v0");
    await().until(() -> origin.failures() == 1 && !redis.leased("things:a"));

    one.advance(Duration.ofSeconds(2));
    assertThat(redis.stored("things:a")).isNull();
    assertThatThrownBy(() -> region.get("a")).isInstanceOf(CacheException.class);
  }

  @Test
  void tagsAreVoidForEveryClientAtOnce() {
    Region<String, String> mine = open(one);
    Region<String, String> theirs = open(other);
    heat(theirs);

    mine.invalidateTag("all");
    theirs.get("a");
    theirs.get("a");

    assertThat(origin.calls()).isEqualTo(2);
  }

  @Test
  void readersOfTwoClientsShareOneLoad() {
    Region<String, String> mine = open(one);
    Region<String, String> theirs = open(other);
    origin.hold();
    CompletableFuture<String> first = mine.getAsync("a");
    CompletableFuture<String> second = theirs.getAsync("a");
    await().until(() -> origin.calls() == 1);
    origin.resume();

    assertThat(first.join()).isEqualTo("v0");
    assertThat(second.join()).isEqualTo("v0");
    assertThat(origin.calls()).isEqualTo(1);
  }

  @Test
  void aBrokenRedisIsNotTheCallersAffair() {
    Region<String, String> region = open(one);
    redis.breakDown(true);

    assertThat(region.get("a")).isEqualTo("v0");
    assertThatThrownBy(() -> region.invalidate("a")).hasMessageContaining("Redis does not answer");
  }
}
