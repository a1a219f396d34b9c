package io.forewarm.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.codec.Codec;
import io.forewarm.client.testing.MemoryForewarm;
import io.forewarm.client.testing.MemoryStore;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Cache-aside by hand, and loaders that callers bring along. */
class LookupTest {
  private final MemoryStore redis = new MemoryStore();
  private final MemoryForewarm forewarm = new MemoryForewarm(redis);
  private final MemoryForewarm another = new MemoryForewarm(redis);
  private final Region<List<String>, String> posts = open(forewarm);
  private final Region<List<String>, String> elsewhere = open(another);
  private final List<String> key = List.of("7", "a:b");

  @SuppressWarnings("unchecked")
  private static Region<List<String>, String> open(MemoryForewarm forewarm) {
    return forewarm.open(
        RegionConfig.builder(
                "posts", (Class<List<String>>) (Class<?>) List.class, "user:{id}:{word}")
            .codec(Codec.utf8())
            .source(Source.ofCallers())
            .build());
  }

  @AfterEach
  void close() {
    forewarm.close();
    another.close();
  }

  @Test
  void whatIsLoadedAfterALookupIsStored() {
    try (Lookup<String> lookup = posts.lookup(key)) {
      assertThat(lookup.found()).isFalse();
      assertThat(lookup.fill(Loaded.of("text"))).isTrue();
      assertThat(lookup.fill(Loaded.of("again"))).isFalse();
    }
    assertThat(redis.stored("posts:user:7:a%3Ab")).isNotNull();
    assertThat(elsewhere.lookup(key).value()).isEqualTo("text");
  }

  @Test
  void absenceIsFoundToo() {
    posts.lookup(key).fill(Loaded.absent());
    assertThat(posts.lookup(key).found()).isTrue();
    assertThat(posts.lookup(key).value()).isNull();
  }

  @Test
  void nothingIsStoredAfterAWriteInBetween() {
    Lookup<String> lookup = posts.lookup(key);
    elsewhere.invalidate(key);
    assertThat(lookup.fill(Loaded.of("old"))).isFalse();
    assertThat(posts.lookup(key).found()).isFalse();
  }

  @Test
  void norAfterEverythingWasErased() {
    Lookup<String> lookup = posts.lookup(key);
    redis.erase();
    assertThat(lookup.fill(Loaded.of("old"))).isFalse();
  }

  @Test
  void norByTheSecondWhoLooks() {
    Lookup<String> first = posts.lookup(key);
    Lookup<String> second = elsewhere.lookup(key);
    assertThat(second.found()).isFalse();
    assertThat(second.fill(Loaded.of("second"))).isFalse();
    assertThat(first.fill(Loaded.of("first"))).isTrue();
  }

  @Test
  void whoLetsGoLeavesTheKeyToOthers() {
    posts.lookup(key).close();
    assertThat(elsewhere.lookup(key).fill(Loaded.of("text"))).isTrue();
  }

  @Test
  void withoutRedisNothingIsFoundOrStored() {
    redis.breakDown(true);
    Lookup<String> lookup = posts.lookup(key);
    assertThat(lookup.found()).isFalse();
    assertThat(lookup.fill(Loaded.of("text"))).isFalse();
  }

  @Test
  void aCallerBringsItsLoader() {
    AtomicInteger loads = new AtomicInteger();
    Loader<List<String>, String> loader = asked -> asked.get(1) + loads.incrementAndGet();
    Source<List<String>, String> source = Source.of(loader);
    assertThat(posts.loadedBy(source).get(key)).isEqualTo("a:b1");
    assertThat(posts.loadedBy(source).get(key)).isEqualTo("a:b1");
    assertThat(elsewhere.loadedBy(source).as("user").get(key)).isEqualTo("a:b1");
    assertThat(posts.loadedBy(source).getAll(List.of(key, List.of("8", "c"))))
        .containsEntry(List.of("8", "c"), "c2");
  }
}
