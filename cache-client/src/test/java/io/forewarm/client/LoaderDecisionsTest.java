package io.forewarm.client;

import static io.forewarm.client.ClientRig.CACHE_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.forewarm.client.control.ControlLog;
import io.forewarm.client.events.EventSink;
import io.forewarm.client.redis.Envelope;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoaderDecisionsTest {
  private final ClientRig rig = new ClientRig();
  private final List<LoadRequest<String, String>> requests = new CopyOnWriteArrayList<>();
  private volatile Function<LoadRequest<String, String>, Loaded<String>> decision =
      request -> Loaded.of("v" + requests.size());

  @AfterEach
  void close() {
    rig.close();
  }

  private Region<String, String> open() {
    return rig.open(things());
  }

  private RegionConfig.Builder<String, String> things() {
    return ClientRig.things()
        .decidingLoader(
            request -> {
              requests.add(request);
              return decision.apply(request);
            });
  }

  private Envelope stored() {
    Envelope stored = rig.store.stored(CACHE_KEY);
    assertThat(stored).isNotNull();
    return stored;
  }

  @Test
  void aLoaderSaysHowLongItsValueLives() {
    decision = request -> Loaded.of("short").withTtl(Duration.ofSeconds(1), Duration.ofSeconds(3));
    Region<String, String> region = open();

    region.get("a");

    assertThat(stored().softExpiresAt()).isEqualTo(rig.store.now() + 1_000);
    assertThat(rig.store.keptMillis(CACHE_KEY)).isEqualTo(3_000);
  }

  @Test
  void whatIsNotModifiedKeepsItsValueAndLivesAnew() {
    decision = request -> Loaded.of("body").withValidator("etag-1").withVersion(7).withTags("t");
    Region<String, String> region = open();
    region.get("a");
    Envelope first = stored();
    rig.store.advance(11_000);

    decision = request -> Loaded.notModified();
    assertThat(region.get("a")).isEqualTo("body");
    await().until(() -> stored().softExpiresAt() > first.softExpiresAt());

    assertThat(requests.get(1).oldValue()).isEqualTo("body");
    assertThat(requests.get(1).validator()).isEqualTo("etag-1");
    assertThat(stored().softExpiresAt()).isEqualTo(rig.store.now() + 10_000);
    assertThat(stored().payload()).isEqualTo(first.payload());
    assertThat(stored().validator()).isEqualTo("etag-1");
    assertThat(stored().version()).isEqualTo(7);
    assertThat(stored().tags()).isEqualTo(first.tags());
  }

  @Test
  void notModifiedWithoutAnOldValueIsAnErrorThatSaysWhatToDo() {
    decision = request -> Loaded.notModified();
    Region<String, String> region = open();

    assertThatThrownBy(() -> region.get("a"))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining(CACHE_KEY)
        .hasMessageContaining("no old value");
  }

  @Test
  void anInvalidatedValueIsNotOfferedAsOld() {
    decision = request -> Loaded.of("body").withValidator("etag-1");
    Region<String, String> region = open();
    region.get("a");
    region.invalidate("a");

    region.get("a");

    assertThat(requests.get(1).oldValue()).isNull();
    assertThat(requests.get(1).validator()).isEmpty();
  }

  @Test
  void absenceHasItsOwnLifeAndEndsWithAWrite() {
    decision = request -> Loaded.absent();
    Region<String, String> region = open();

    assertThat(region.get("a")).isNull();
    assertThat(region.get("a")).isNull();
    assertThat(requests).hasSize(1);
    assertThat(stored().state()).isEqualTo(Envelope.State.ABSENT);
    assertThat(stored().softExpiresAt()).isEqualTo(rig.store.now() + 10_000);

    region.invalidate("a");
    region.get("a");
    assertThat(requests).hasSize(2);
  }

  @Test
  void whatShallNotBeCachedIsLoadedForEveryReader() {
    decision = request -> Loaded.of("secret").notCached();
    Region<String, String> region = open();

    assertThat(region.get("a")).isEqualTo("secret");
    assertThat(region.get("a")).isEqualTo("secret");

    assertThat(requests).hasSize(2);
    assertThat(rig.store.stored(CACHE_KEY)).isNull();
    assertThat(rig.store.leased(CACHE_KEY)).as("the lease is given back").isFalse();
  }

  @Test
  void aVersionDecidesAgainstAPut() {
    decision = request -> Loaded.of("loaded").withVersion(5);
    Region<String, String> region = open();
    region.get("a");

    region.put("a", "older", 4);
    assertThat(region.get("a")).isEqualTo("loaded");
    region.put("a", "newer", 6);
    assertThat(region.get("a")).isEqualTo("newer");
  }

  @Test
  void aTagMakesItsValuesStaleAndNoOthers() {
    decision = request -> Loaded.of("of " + request.key()).withTags("author:" + request.key());
    Region<String, String> region = open();
    region.get("a");
    region.get("b");
    for (int i = 0; i < 100; i++) {
      region.get("a");
    }
    rig.store.advance(1);

    region.invalidateTag("author:a");

    region.get("a");
    region.get("b");
    assertThat(requests.stream().map(LoadRequest::key)).containsExactly("a", "b", "a");
  }

  @Test
  void aValueWithTagsAnswersOnlyOnceItIsKnownWhichTagsAreVoid() {
    decision = request -> Loaded.of("tagged").withTags("author:a");
    open().get("a");
    try (Forewarm blind =
        new Forewarm(
            "blind",
            ForewarmConfig.builder("service").build(),
            rig.store,
            EventSink.NONE,
            ControlLog.NONE,
            null)) {
      blind.open(things().build()).get("a");
    }
    assertThat(requests).hasSize(2);
  }

  @Test
  void aPrefixMakesItsKeysStaleAndNoOthers() {
    Region<String, String> region = open();
    region.get("aa");
    region.get("ab");
    region.get("b");
    rig.store.advance(1);

    region.invalidatePrefix("a");

    region.get("aa");
    region.get("ab");
    region.get("b");
    assertThat(requests.stream().map(LoadRequest::key))
        .containsExactly("aa", "ab", "b", "aa", "ab");
  }
}
