package io.forewarm.client;

import static io.forewarm.client.ClientRig.CACHE_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.codec.Codec;
import io.forewarm.client.events.EventSink;
import io.forewarm.client.testing.MemoryStore;
import io.forewarm.schemas.Mode;
import io.forewarm.schemas.Rule;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the pipeline's word does to the near cache; fewer reads than make a key a suspect here. */
class DeclaredHotTest {
  private final ToldLog log = new ToldLog();
  private final Forewarm forewarm =
      new Forewarm(
          "client",
          ForewarmConfig.builder("service").meters(new SimpleMeterRegistry()).build(),
          new MemoryStore(),
          EventSink.NONE,
          log,
          null);
  private final Region<String, String> things =
      forewarm.open(ClientRig.things().loader(key -> "value").build());

  @AfterEach
  void close() {
    forewarm.close();
  }

  private long nearAfterReads() {
    for (int i = 0; i < 3; i++) {
      things.get("a");
    }
    return ((CachedRegion<String, String>) things).near().size();
  }

  @Test
  void aHotKeyIsKeptNear() {
    assertThat(nearAfterReads()).isZero();
    log.hot(CACHE_KEY, 0, 999);
    assertThat(nearAfterReads()).isEqualTo(1);
  }

  @Test
  void oneThatIsOnlyObservedIsNot() {
    log.rule(Rule.newBuilder().setTarget("things").setMode(Mode.OBSERVE).build());
    assertThat(things.acts("a")).isFalse();
    log.hot(CACHE_KEY, 0, 999);
    assertThat(nearAfterReads()).isZero();
    log.rule(Rule.newBuilder().setTarget("things").setMode(Mode.ACT).build());
    assertThat(things.acts("a")).isTrue();
    assertThat(nearAfterReads()).isEqualTo(1);
  }

  @Test
  void oneThatIsWrittenMoreOftenThanReadIsNot() {
    log.hot(CACHE_KEY, 0, 1_001);
    assertThat(nearAfterReads()).isZero();
    log.hot(CACHE_KEY, 0, 0);
    assertThat(nearAfterReads()).isEqualTo(1);
  }

  @Test
  void whoWaitsToBeWarmHasTheHotKeysHere() throws Exception {
    log.hot(CACHE_KEY, 0);
    log.hot("elsewhere:b", 0);
    assertThat(forewarm.awaitWarm(Duration.ofSeconds(5))).isTrue();
    assertThat(((CachedRegion<String, String>) things).near().size()).isEqualTo(1);
  }

  @Test
  void itEndsInTimeAlsoIfAKeyCannotBeRead() throws Exception {
    CompletableFuture<String> never = new CompletableFuture<>();
    forewarm.open(
        RegionConfig.builder("slow", String.class, "{id}")
            .codec(Codec.utf8())
            .asyncLoader(key -> never)
            .build());
    log.hot("slow:a", 0);
    assertThat(forewarm.awaitWarm(Duration.ofMillis(50))).isFalse();
    never.completeExceptionally(new IllegalStateException("no"));
    assertThat(forewarm.awaitWarm(Duration.ofSeconds(5))).isTrue();
  }
}
